import { createBrowserRouter, type RouteObject } from 'react-router'
import { RequireUser, RequireVisitor, RootFrame, Waiting } from './guards'
import { RouteError } from './route-error'

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
    path: 'setup',
    lazy: page(
      () => import('@/pages/setup/setup-page'),
      (m) => m.SetupPage,
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
    path: 'searches/import',
    lazy: page(
      () => import('@/pages/imports/import-page'),
      (m) => m.ImportPage,
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
    path: 'results/:resultId',
    lazy: page(
      () => import('@/pages/result/result-page'),
      (m) => m.ResultPage,
    ),
  },
  {
    path: 'releases/:releaseId',
    lazy: page(
      () => import('@/pages/release/release-page'),
      (m) => m.ReleasePage,
    ),
  },
  {
    path: 'wantlist',
    lazy: page(
      () => import('@/pages/wantlist/wantlist-page'),
      (m) => m.WantlistPage,
    ),
  },
  {
    path: 'collection',
    lazy: page(
      () => import('@/pages/collection/collection-page'),
      (m) => m.CollectionPage,
    ),
  },
  {
    path: 'basket',
    lazy: page(
      () => import('@/pages/basket/baskets-page'),
      (m) => m.BasketsPage,
    ),
  },
  {
    path: 'basket/:basketId',
    lazy: page(
      () => import('@/pages/basket/basket-page'),
      (m) => m.BasketPage,
    ),
  },
  {
    path: 'sellers',
    lazy: page(
      () => import('@/pages/sellers/sellers-page'),
      (m) => m.SellersPage,
    ),
  },
  {
    path: 'sellers/:sellerId',
    lazy: page(
      () => import('@/pages/sellers/seller-page'),
      (m) => m.SellerPage,
    ),
  },
  {
    path: 'settings',
    lazy: page(
      () => import('@/pages/settings/settings-page'),
      (m) => m.SettingsPage,
    ),
  },
  {
    path: 'connect/:marketplace',
    lazy: page(
      () => import('@/pages/connect/connect-page'),
      (m) => m.ConnectPage,
    ),
  },
  {
    path: 'admin',
    lazy: page(
      () => import('@/pages/admin/admin-page'),
      (m) => m.AdminPage,
    ),
  },
  {
    path: '*',
    lazy: page(
      () => import('@/pages/not-found/not-found-page'),
      (m) => m.NotFoundPage,
    ),
  },
]

export const routes: RouteObject[] = [
  {
    Component: RootFrame,
    ErrorBoundary: RouteError,
    HydrateFallback: Waiting,
    children: [
      {
        path: 'reset',
        lazy: page(
          () => import('@/pages/account/reset-page'),
          (m) => m.ResetPage,
        ),
      },
      { Component: RequireVisitor, children: visitor },
      {
        Component: RequireUser,
        children: [
          {
            lazy: page(
              () => import('./shell'),
              (m) => m.Shell,
            ),
            children: [{ ErrorBoundary: RouteError, children: user }],
          },
        ],
      },
    ],
  },
]

export const createRouter = () => createBrowserRouter(routes)
