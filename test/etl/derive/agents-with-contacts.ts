import { agentOn, type Held, type Seen } from '../../fixture/agent-events.ts'

/** The day on which all of it happens. */
export const day = '2025-07-02'
const on = (agent: string) => agentOn(day, agent)

const available = (...contacts: Held[]): Seen => ({ status: 'Available', since: '05:00', contacts })
const away = (...contacts: Held[]): Seen => ({ status: 'Lunch', since: '08:00', contacts })
const call = (state: string, since: string, more: Partial<Held> = {}): Held => ({
  id: 'call',
  state,
  since,
  ...more,
})
const chat = (id: string, state: string, since: string): Held => ({
  id,
  channel: 'CHAT',
  method: 'API',
  state,
  since,
})

/** Agents, each a case, and what was heard of them. */
export const agents = {
  // The example of Connect's own documentation: 05:23 to 06:15.
  across: on('across')
    .change('05:22', available(), available(call('CONNECTING', '05:22')))
    .change(
      '05:23',
      available(call('CONNECTING', '05:22')),
      available(call('CONNECTED', '05:23', { connected: '05:23' })),
    )
    .change('06:15', available(call('CONNECTED', '05:23', { connected: '05:23' })), available())
    .logout('06:20'),
  after_work: on('after_work')
    .beat('08:00', available(call('CONNECTED', '07:50')))
    .change('08:10', available(call('CONNECTED', '07:50')), available(call('ENDED', '08:10')))
    .change('08:12:30', available(call('ENDED', '08:10')), available())
    .logout('08:15'),
  clear_lost: on('clear_lost')
    .change('08:10', available(call('CONNECTED', '08:00')), available(call('ENDED', '08:10')))
    .beat('08:14', available()),
  middle_lost: on('middle_lost')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:20', available(call('CONNECTED_ONHOLD', '08:05')), available(call('CONNECTED', '08:20')))
    .change('08:30', available(call('CONNECTED', '08:20')), available()),
  only_before: on('only_before')
    .beat('08:00', available())
    .change('08:10', available(call('MISSED', '08:02')), available()),
  missed: on('missed')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:00:20', available(call('CONNECTING', '08:00')), available(call('MISSED', '08:00:20')))
    .change('08:01', available(call('MISSED', '08:00:20')), available())
    .logout('08:15'),
  hung_up: on('hung_up')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:00:05', available(call('CONNECTING', '08:00')), available(call('ERROR', '08:00:05')))
    .change('08:00:10', available(call('ERROR', '08:00:05')), available())
    .logout('08:15'),
  rejected: on('rejected')
    .change('08:00', available(), available(chat('a', 'CONNECTING', '08:00')))
    .change(
      '08:00:05',
      available(chat('a', 'CONNECTING', '08:00')),
      available(chat('a', 'REJECTED', '08:00:05')),
    )
    .change('08:00:10', available(chat('a', 'REJECTED', '08:00:05')), available())
    .logout('08:15'),
  // Taken by the agent, and then not by the customer.
  callback: on('callback')
    .change('08:00', available(), available(call('INCOMING', '08:00', { method: 'CALLBACK' })))
    .change(
      '08:00:05',
      available(call('INCOMING', '08:00', { method: 'CALLBACK' })),
      available(call('CONNECTING', '08:00:05', { method: 'CALLBACK' })),
    )
    .change(
      '08:00:25',
      available(call('CONNECTING', '08:00:05', { method: 'CALLBACK' })),
      available(call('ERROR', '08:00:25', { method: 'CALLBACK' })),
    )
    .change('08:00:30', available(call('ERROR', '08:00:25', { method: 'CALLBACK' })), available())
    .logout('08:15'),
  dialled: on('dialled')
    .change('08:00', available(), available(call('CONNECTING', '08:00', { method: 'OUTBOUND' })))
    .change(
      '08:01',
      available(call('CONNECTING', '08:00', { method: 'OUTBOUND' })),
      available(call('CONNECTED', '08:01', { method: 'OUTBOUND', connected: '08:01' })),
    )
    .change(
      '08:05',
      available(call('CONNECTED', '08:01', { method: 'OUTBOUND', connected: '08:01' })),
      available(),
    )
    .logout('08:15'),
  three_chats: on('three_chats')
    .change('08:00', available(), available(chat('a', 'CONNECTED', '08:00')))
    .change(
      '08:05',
      available(chat('a', 'CONNECTED', '08:00')),
      available(chat('a', 'CONNECTED', '08:00'), chat('b', 'CONNECTED', '08:05')),
    )
    .change(
      '08:10',
      available(chat('a', 'CONNECTED', '08:00'), chat('b', 'CONNECTED', '08:05')),
      available(
        chat('a', 'CONNECTED', '08:00'),
        chat('b', 'CONNECTED', '08:05'),
        chat('c', 'CONNECTED', '08:10'),
      ),
    )
    .change(
      '08:15',
      available(
        chat('a', 'CONNECTED', '08:00'),
        chat('b', 'CONNECTED', '08:05'),
        chat('c', 'CONNECTED', '08:10'),
      ),
      available(),
    )
    .logout('08:15'),
  at_lunch: on('at_lunch')
    .change('08:00', available(call('CONNECTED', '07:55')), away(call('CONNECTED', '07:55')))
    .change('08:10', away(call('CONNECTED', '07:55')), away())
    .logout('08:15'),
  first_of_two: on('first_of_two')
    .change('08:00', null, available({ ...call('CONNECTED', '08:00'), id: 'shared' }))
    .change('08:10', null, available()),
  second_of_two: on('second_of_two')
    .change('08:05', null, available({ ...call('CONNECTED', '08:05'), id: 'shared' }))
    .change('08:20', null, available()),
  telepathy: on('telepathy')
    .change('08:00', available(), available(call('TELEPATHY', '08:00')))
    .change('08:10', available(call('TELEPATHY', '08:00')), available()),
  twice: on('twice')
    .change('08:00', available(), available(call('CONNECTED', '08:00'), call('ENDED', '08:00')))
    .change('08:10', available(call('CONNECTED', '08:00'), call('ENDED', '08:00')), available()),
  nothing: on('nothing')
    .change(
      '08:00',
      { status: null, since: null, contacts: null },
      { status: null, since: null, contacts: null },
    )
    .change('08:01', null, available({ id: 'x', state: null as unknown as string, since: null }))
    .change('08:02', null, available()),
  silent: on('silent')
    .beat('01:00', available(call('PAUSED', '00:30')))
    .beat('23:00', available(call('PAUSED', '00:30'))),
  login_again: on('login_again')
    .beat('08:00', available(call('CONNECTED', '07:50')))
    .login('09:00')
    .beat('09:02', available()),
  earlier: on('earlier')
    .beat('08:00', available())
    .change('08:10', null, available(call('CONNECTED', '06:00')))
    .change('08:20', null, available()),
  tasks: on('tasks')
    .change(
      '08:00',
      null,
      available({ id: 't', channel: 'TASKS', method: 'API', state: 'CONNECTED', since: '08:00' }),
    )
    .change('08:10', null, available()),
  night: on('night')
    .change('23:50', null, available(call('CONNECTED', '23:50')))
    .change('2025-07-03T00:20:00Z', available(call('CONNECTED', '23:50')), available()),
  late: on('late').beat('2025-07-03T00:58:00Z', available()),
}
