import { attributes } from '../datasets/attributes.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, scatter, table, text, treeMap } from '../spec/visual.ts'
import { share } from '../spec/wells.ts'

/** Why customers come, as contact attributes say it. */
export const reasons = sheet({
  id: 'reasons',
  title: 'Reasons',
  question: 'Why do customers come, and which reasons cost most?',
  texts: [
    text({
      id: 'about-attributes',
      title: 'Choose the attribute',
      at: { x: 0, y: 0, w: 36, h: 4 },
      paragraphs: [
        'Which contact attribute holds the reason is for your flows to say: choose it in the filter Attribute. Without a choice, a contact counts once under each attribute that it has.',
      ],
    }),
  ],
  visuals: [
    bar(attributes, {
      id: 'contacts-by-attribute',
      title: 'Contacts by attribute and value',
      subtitle: 'The 15 with most contacts',
      question: 'What do customers come for?',
      alt: 'Bar chart of contacts by contact attribute and value, most first.',
      at: { x: 0, y: 4, w: 18, h: 15 },
      category: 'attribute',
      values: ['attribute_contacts'],
      top: { count: 15, by: 'attribute_contacts' },
      drill: ['queue_name', 'channel'],
    }),
    treeMap(attributes, {
      id: 'handle-time-by-attribute',
      title: 'Handle time by attribute and value',
      subtitle: 'Area: handle time in all; colour: average handle time',
      question: 'Which reasons take most of our time?',
      alt: 'Areas of the handle time by contact attribute and value, darker where a contact takes longer.',
      at: { x: 18, y: 4, w: 18, h: 15 },
      group: 'attribute',
      size: 'attribute_sum_handle_time',
      color: 'attribute_avg_handle_time',
      parts: 24,
    }),
    scatter(attributes, {
      id: 'attributes-compared',
      title: 'Abandonment and handle time',
      subtitle: 'Size: contacts; the 40 values with most',
      question: 'For which reasons do customers give up, and which take long?',
      alt: 'Points for attributes and values: abandonment rate against average handle time, larger for more contacts.',
      at: { x: 0, y: 19, w: 15, h: 12 },
      category: 'attribute',
      x: 'attribute_avg_handle_time',
      y: 'attribute_abandonment_rate',
      size: 'attribute_contacts',
      top: { count: 40, by: 'attribute_contacts' },
    }),
    table(attributes, {
      id: 'attributes-table',
      title: 'Attributes',
      question: 'How do the reasons compare?',
      alt: 'Table of attributes and values with contacts, share, contacts handled, abandonment rate and average handle time.',
      at: { x: 15, y: 19, w: 21, h: 12 },
      group_by: ['attribute_name', 'attribute_value'],
      values: [
        'attribute_contacts',
        share('attribute_contacts'),
        'attribute_contacts_handled',
        'attribute_abandonment_rate',
        'attribute_avg_handle_time',
      ],
      limit: 1_000,
    }),
  ],
})
