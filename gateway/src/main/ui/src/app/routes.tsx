import { lazy, type ComponentType } from 'react';
import { Bell, Bots, Chart, Cluster, Events, Flask, Gear, Home, Shield } from './icons';

export type NavigationItem = { path: string; title: string; key: string; icon: ComponentType };

/** What the navigation shows; `key` opens it after a `g`. */
export const NAVIGATION: readonly NavigationItem[] = [
  { path: '/', title: 'Overview', key: 'o', icon: Home },
  { path: '/bots', title: 'Bots', key: 'b', icon: Bots },
  { path: '/market', title: 'Market', key: 'm', icon: Chart },
  { path: '/risk', title: 'Risk', key: 'r', icon: Shield },
  { path: '/backtests', title: 'Backtests', key: 't', icon: Flask },
  { path: '/events', title: 'Events', key: 'e', icon: Events },
  { path: '/notifications', title: 'Notifications', key: 'n', icon: Bell },
  { path: '/cluster', title: 'Cluster', key: 'c', icon: Cluster },
  { path: '/settings', title: 'Settings', key: 's', icon: Gear },
];

/** What is shown where. The gateway serves the page for these paths: a new first part needs one in WebFiles too. */
export const ROUTES: readonly { path: string; page: ComponentType }[] = [
  { path: '/', page: lazy(() => import('@/pages/overview')) },
  { path: '/bots', page: lazy(() => import('@/pages/bots')) },
  { path: '/bots/new', page: lazy(() => import('@/pages/bot-form')) },
  { path: '/bots/:id', page: lazy(() => import('@/pages/bot')) },
  { path: '/bots/:id/edit', page: lazy(() => import('@/pages/bot-form')) },
  { path: '/market/:symbol?', page: lazy(() => import('@/pages/market')) },
  { path: '/risk', page: lazy(() => import('@/pages/risk')) },
  { path: '/events', page: lazy(() => import('@/pages/events')) },
  { path: '/backtests/*', page: lazy(() => import('@/pages/backtests')) },
  { path: '/notifications', page: lazy(() => import('@/pages/notifications')) },
  { path: '/cluster', page: lazy(() => import('@/pages/cluster')) },
  { path: '/settings', page: lazy(() => import('@/pages/settings')) },
];
