import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { noSettings, type Settings } from '../local/address.ts'
import type { PageDashboard } from '../local/model.ts'

/** What the viewer has set, and how to set something else. */
export interface Controls {
  readonly dashboard: PageDashboard | undefined
  readonly settings: Settings
  set(settings: Settings): void
  /** Asks the server again. */
  retry(): void
  /** Visuals that show every category. */
  readonly all: ReadonlySet<string>
  showAll(visual: string): void
  /** The address of a question about one visual, as it is shown. */
  question(path: string, visual: string, more?: Readonly<Record<string, string>>): string
}

export const ControlsContext = createContext<Controls>({
  dashboard: undefined,
  settings: noSettings,
  set: () => {},
  retry: () => {},
  all: new Set(),
  showAll: () => {},
  question: path => path,
})

export const useControls = (): Controls => useContext(ControlsContext)

/** The settings without the choice in one filter. */
export function withoutChoice(settings: Settings, filter: string): Settings {
  const { [filter]: _, ...choices } = settings.choices
  return { ...settings, choices }
}
