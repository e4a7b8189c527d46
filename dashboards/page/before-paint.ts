import { rememberedTheme } from './theme-choice.ts'

// A script of its own that runs before the first paint: a remembered theme must not flash up in the other one.
const theme = rememberedTheme()
if (theme) document.documentElement.dataset.theme = theme
