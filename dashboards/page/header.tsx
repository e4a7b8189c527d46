import type { VNode } from 'preact'
import type { Days } from '../local/days.ts'
import type { Facts } from '../local/facts.ts'
import type { PageDashboard, PageSheet } from '../local/model.ts'
import { FilterBar } from './filters/filter-bar.tsx'
import { Floating } from './filters/popover.tsx'
import { FreshnessMark } from './freshness.tsx'
import { Icon } from './icons.tsx'
import { type PictureForm, pictureForms, saveSheet } from './saved-picture.ts'

interface HeaderProps {
  readonly dashboard: PageDashboard
  readonly sheet: PageSheet
  readonly facts: Facts | undefined
  /** The days that are shown, once they are known. */
  readonly shown: Days | null
}

/** Only the sheet, on all of the screen: what hangs on a wall. Escape ends it, too. */
function toggleFullScreen(): void {
  // A browser that refuses shows the sheet as before.
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
  else document.documentElement.requestFullscreen().catch(() => {})
}

/** What is looked at, how fresh it is, and what can be set. */
export function Header({ dashboard, sheet, facts, shown }: HeaderProps): VNode {
  const isOnly = dashboard.sheets.length === 1
  return (
    <header class="header">
      <div class="header-line">
        <div>
          {!isOnly && <p class="eyebrow">{dashboard.title}</p>}
          <h1>{isOnly ? dashboard.title : sheet.title}</h1>
          <p>{sheet.question}</p>
        </div>
        <div class="header-side">
          <div class="freshness">
            {facts && <FreshnessMark facts={facts} every_s={dashboard.refresh_every_s ?? 60} />}
          </div>
          <div class="header-actions">
            <button type="button" class="action" title="Print, or save as PDF" onClick={() => print()}>
              <Icon name="print" />
              <span class="sr-only">Print the sheet, or save it as PDF</span>
            </button>
            <Floating
              label="Save the sheet"
              buttonClass="action"
              buttonLabel="Save the sheet as a picture"
              face={<Icon name="picture" />}
              align="end"
            >
              {close => (
                <ul class="menu">
                  {(Object.keys(pictureForms) as PictureForm[]).map(form => (
                    <li key={form}>
                      <button
                        type="button"
                        class="preset"
                        onClick={() => {
                          close()
                          saveSheet(sheet.id, form)
                        }}
                      >
                        <Icon name="picture" />
                        <span>Save the sheet as {pictureForms[form]}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </Floating>
            <button type="button" class="action" title="Full screen" onClick={toggleFullScreen}>
              <Icon name="expand" />
              <span class="sr-only">Show the sheet on the full screen</span>
            </button>
          </div>
        </div>
      </div>
      <FilterBar facts={facts} shown={shown} />
    </header>
  )
}
