import { deployed, plannedViews, refusalOf } from '../../cli/views/deploy.ts'
import { viewPlace } from '../../cli/views/place.ts'
import { handlerOf } from './work.ts'

/** Brings views to those of this release where the configuration says; what was rolled back by hand stays there. */
export const handler = handlerOf<object, { readonly views: number; readonly changed: number }>(
  'views',
  async (_, { config }) => {
    const place = await viewPlace(config)
    const there = await place.catalog.views()
    const steps = plannedViews(there, config, { keep_returned: true })
    const refusal = await refusalOf(steps, false, there)
    if (refusal) throw refusal
    await deployed(place, steps)
    return { views: steps.length, changed: steps.filter(({ action }) => action !== 'keep').length }
  },
)
