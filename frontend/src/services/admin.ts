import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'

export type AppConfig = Schemas['AppConfigOut']
export type AppConfigChanges = Schemas['AppConfigIn']
export type AdminUser = Schemas['AdminUserOut']
export type FailedTask = Schemas['FailedTaskOut']
export type Budget = Schemas['BudgetOut']
export type Vitals = Schemas['VitalsOut']
export type AuditEvent = Schemas['AuditEventOut']

export const appConfigsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'config'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/config', { signal })),
  })

const at = (marketplace: string) => ({ params: { path: { marketplace } } })

export const setAppConfig = (marketplace: string) =>
  mutationOptions({
    mutationFn: (body: AppConfigChanges) =>
      unwrap(api.PUT('/api/v1/admin/config/{marketplace}', { ...at(marketplace), body })),
    meta: { quiet: true },
    onSuccess: (_config, _body, _result, { client }) => client.invalidateQueries({ queryKey: ['admin'] }),
  })

export const testAppConfig = (marketplace: string) =>
  mutationOptions({
    mutationFn: () => unwrap(api.POST('/api/v1/admin/config/{marketplace}/test', at(marketplace))),
    onSettled: (_done, _error, _nothing, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['admin'] }),
  })

export const environmentQuery = () =>
  queryOptions({
    queryKey: ['admin', 'environment'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/environment', { signal })),
  })

/** Switches between the sample and the live marketplaces; everything on screen changes with it. */
export const setEnvironment = () =>
  mutationOptions({
    mutationFn: (body: Schemas['EnvironmentIn']) => unwrap(api.PUT('/api/v1/admin/environment', { body })),
    onSuccess: (_environment, _body, _result, { client }) => client.invalidateQueries(),
  })

export const vitalsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'health'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/health', { signal })),
    refetchInterval: 15_000,
  })

export const budgetsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'budgets'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/budgets', { signal })),
    refetchInterval: 15_000,
  })

export const usersQuery = () =>
  infiniteQueryOptions({
    queryKey: ['admin', 'users'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/admin/users', { params: { query: { cursor: pageParam, limit: 100 } }, signal }),
      ),
    ...byCursor,
  })

export const changeUser = () =>
  mutationOptions({
    mutationFn: ({ id, ...body }: { id: string } & Schemas['AdminUserPatchIn']) =>
      unwrap(api.PATCH('/api/v1/admin/users/{user_id}', { params: { path: { user_id: id } }, body })),
    onSettled: (_user, _error, _body, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['admin', 'users'] }),
  })

export const makeResetLink = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/admin/users/{user_id}/reset-link', { params: { path: { user_id: id } } })),
  })

export const makeInvite = () =>
  mutationOptions({ mutationFn: () => unwrap(api.POST('/api/v1/admin/invites', { body: {} })) })

export const failedTasksQuery = () =>
  infiniteQueryOptions({
    queryKey: ['admin', 'failed-tasks'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/admin/failed-tasks', {
          params: { query: { unresolved: true, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  })

export const failedTaskQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'failed-tasks', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/failed-tasks/{task_id}', { params: { path: { task_id: id } }, signal })),
  })

export const resolveFailedTask = () =>
  mutationOptions({
    mutationFn: ({ id, how }: { id: string; how: 'replay' | 'discard' }) => {
      const request = { params: { path: { task_id: id } } }
      return unwrap(
        how === 'replay'
          ? api.POST('/api/v1/admin/failed-tasks/{task_id}/replay', request)
          : api.POST('/api/v1/admin/failed-tasks/{task_id}/discard', request),
      )
    },
    onSettled: (_task, _error, _variables, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['admin'] }),
  })

export const auditQuery = () =>
  infiniteQueryOptions({
    queryKey: ['admin', 'audit'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/admin/audit', { params: { query: { cursor: pageParam, limit: 100 } }, signal }),
      ),
    ...byCursor,
  })
