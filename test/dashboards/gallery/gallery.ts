import { normalise } from '../../../dashboards/normal/dashboard.ts'
import { gallery as spec } from './spec.ts'

export const gallery = normalise(spec)
export const galleryVisuals = gallery.sheets.flatMap(({ visuals }) => visuals)
