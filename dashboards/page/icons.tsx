import type { VNode } from 'preact'

const paths = {
  overview: 'M2 2h5v5H2zM9 2h5v3H9zM9 7h5v7H9zM2 9h5v5H2z',
  queues: 'M2 4h8M2 8h8M2 12h5M13.5 4.5v7M11.5 9.5l2 2 2-2',
  agents: 'M3.5 9.5V8a4.5 4.5 0 0 1 9 0v1.5M3.5 8.5h2v4h-2zM10.5 8.5h2v4h-2zM12.5 12c0 1.5-1.5 2-3.5 2',
  customers:
    'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-3.8 4.5-3.8s4.5 1.3 4.5 3.8M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 10c1.6.5 2.5 1.7 2.5 3.5',
  health: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  wall: 'M2 3h12v8H2zM8 11v2.5M5 13.5h6',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  menu: 'M2 4h12M2 8h12M2 12h12',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  open: 'M4.5 11.5l7-7M6 4.5h5.5V10',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  why: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.2 6.3c.2-1.1 1-1.6 1.9-1.6 1 0 1.8.7 1.8 1.6 0 1.3-1.9 1.4-1.9 2.9M8 11.4v.1',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.5-3.5 2.5 2.5 2-2 3 3M10.5 6h.01',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  caret: 'M4 6l4 4 4-4',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  code: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  expand: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5l-5 5M2.5 13.5l5-5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5l3.5 3.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  moon: 'M13.5 9.5A6 6 0 1 1 6.5 2.5a4.7 4.7 0 0 0 7 7z',
  warning: 'M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 11.7v.3',
  complete: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 8.2l2 2 3.6-4',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  level: 'M3 8h10',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
} as const

export type IconName = keyof typeof paths

/** A small picture beside a word or within a named button: nothing for a screen reader. */
export const Icon = ({ name }: { readonly name: IconName }): VNode => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
