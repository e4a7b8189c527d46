import type { VNode } from 'preact'
import type { Parameter } from '../../spec/parameter.ts'
import { useControls, withoutParameter } from '../controls.ts'
import { formatNumber, formatTarget } from '../format.ts'
import { Popover } from './popover.tsx'
import { typed } from './typed.ts'

/** The value of a parameter now. */
export function useParameter(name: string): number {
  const { dashboard, settings } = useControls()
  const declared = dashboard?.parameters.find(each => each.name === name)
  return settings.parameters[name] ?? declared?.default ?? 0
}

/** A value of a parameter, with its unit. */
export const parameterText = ({ unit }: Pick<Parameter, 'unit'>, value: number): string =>
  unit === 'percent' ? formatTarget(value) : formatNumber(value, unit)

/** Sets a number. */
export function ParameterControl({ parameter }: { readonly parameter: Parameter }): VNode {
  const { settings, set } = useControls()
  const { name, label, unit, min, max } = parameter
  const value = useParameter(name)
  const isSet = name in settings.parameters
  return (
    <Popover label={label} value={parameterText(parameter, value)} active={isSet}>
      {close => (
        <form
          class="number-form"
          onSubmit={event => {
            event.preventDefault()
            close()
          }}
        >
          <label>
            <span>
              {label}
              {typed[unit]}
            </span>
            <input
              type="number"
              data-autofocus
              {...{ name, min, max }}
              step="any"
              value={value}
              onChange={event => {
                const next = event.currentTarget.valueAsNumber
                if (next >= min && next <= max)
                  set({ ...settings, parameters: { ...settings.parameters, [name]: next } })
              }}
            />
          </label>
          <button
            type="button"
            class="link"
            disabled={!isSet}
            onClick={() => set(withoutParameter(settings, name))}
          >
            Back to {parameterText(parameter, parameter.default)}
          </button>
        </form>
      )}
    </Popover>
  )
}
