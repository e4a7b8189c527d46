import type { Filter } from '@aws-sdk/client-quicksight'
import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField } from '../field.ts'
import { dimensionWell, measureWell, mostFirst } from '../well.ts'

/** Words as large as they are frequent: the most frequent ones. What stands for no value is no word. */
export const wordCloud: Compiler<'word_cloud'> = (visual, context) => {
  const { group, size, words, data } = visual
  const valued: Filter = {
    CategoryFilter: {
      FilterId: `valued-${visual.id}`,
      Column: context.fields.use(dimensionField(data, group)),
      Configuration: {
        FilterListConfiguration: {
          MatchOperator: 'DOES_NOT_CONTAIN',
          CategoryValues: [group.none],
          NullOption: 'NON_NULLS_ONLY',
        },
      },
    },
  }
  const word = dimensionWell(visual, group, context)
  return alone(
    visual,
    {
      WordCloudVisual: {
        ...captionOf(visual, context, [group]),
        ChartConfiguration: {
          FieldWells: {
            WordCloudAggregatedFieldWells: {
              GroupBy: [word.field],
              Size: [measureWell(visual, size, context)],
            },
          },
          SortConfiguration: {
            CategorySort: [mostFirst(visual, size)],
            CategoryItemsLimit: { ItemsLimit: words, OtherCategories: 'EXCLUDE' },
          },
          WordCloudOptions: {
            CloudLayout: 'FLUID',
            WordCasing: 'EXISTING_CASE',
            WordOrientation: 'HORIZONTAL',
            WordScaling: 'NORMAL',
          },
        },
        ColumnHierarchies: word.hierarchies,
      },
    },
    [valued],
  )
}
