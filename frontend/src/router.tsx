import { createBrowserRouter, type RouteObject } from 'react-router'
import { RequireUser, RequireVisitor, RootFrame } from './guards'

/** A page in its own chunk. */
const page = <M,>(load: () => Promise<M>, pick: (module: M) => React.ComponentType): RouteObject['lazy'] => ({
  Component: async () => pick(await load()),
})

const visitor: RouteObject[] = [
  {
    path: 'login',
    lazy: page(
      () => import('@/pages/account/login-page'),
      (m) => m.LoginPage,
    ),
  },
  {
    path: 'register',
    lazy: page(
      () => import('@/pages/account/register-page'),
      (m) => m.RegisterPage,
    ),
  },
]

const user: RouteObject[] = [
  {
    index: true,
    lazy: page(
      () => import('@/pages/today/today-page'),
      (m) => m.TodayPage,
    ),
  },
  {
    path: 'searches',
    lazy: page(
      () => import('@/pages/searches/searches-page'),
      (m) => m.SearchesPage,
    ),
  },
  {
    path: 'searches/:searchId',
    lazy: page(
      () => import('@/pages/searches/search-page'),
      (m) => m.SearchPage,
    ),
  },
  {
    path: '*',
    lazy: page(
      () => import('@/pages/not-found/not-found-page'),
      (m) => m.NotFoundPage,
    ),
  },
  {
    path: 'results/:resultId',
    lazy: page(
      () => import('@/pages/result/result-page'),
      (m) => m.ResultPage,
    ),
  },
]

export const routes: RouteObject[] = [
  {
    Component: RootFrame,
    children: [
      { Component: RequireVisitor, children: visitor },
      {
        Component: RequireUser,
        children: [
          {
            lazy: page(
              () => import('./shell'),
              (m) => m.Shell,
            ),
            children: user,
          },
        ],
      },
    ],
  },
]

export const createRouter = () => createBrowserRouter(routes)
