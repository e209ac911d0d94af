import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'

export type Dashboard = Schemas['DashboardOut']

export const dashboardQuery = () =>
  queryOptions({
    queryKey: ['dashboard'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/dashboard', { signal })),
  })
