/** Invented people. Some names are not ASCII on purpose: bytes and characters must not be confused. */

const list = (names: string): string[] => names.trim().split(/\s+/)

const firstNames = list(`
  Ada Alex Amara Ana Anders Aisha Bruno Carla Chen Clara Daniel Diego Elena Emil Fatima Felix Grace
  Hana Henrik Ines Ivan Jamal Jonas Julia Kaito Karim Laura Leila Liam Lucía Marek Maya Mehmet Nadia
  Noah Olga Omar Paula Priya Rafael René Rosa Samuel Sara Tariq Tomás Yuki Zoë
`)

const lastNames = list(`
  Abe Adeyemi Almeida Anand Baker Bauer Berg Bianchi Castro Costa Cruz Dahl Diaz Dubois Eriksen
  Fischer Flores Fontaine Garcia Greene Gruber Haddad Hansen Hoffmann Ito Jansen Kaya Keller Khan Kim
  Klein Kovács Larsen Lopez Marino Mbeki Meyer Moreau Müller Nakata Ndiaye Nguyen Novak Okafor Olsen
  Ortiz Park Patel Petrov Reyes Rossi Santos Sato Schmidt Silva Singh Tanaka Torres Weber
`)

export interface PersonName {
  readonly first: string
  readonly last: string
}

/** The name number `index`: all combinations in turn, then again from the first. */
export function personName(index: number): PersonName {
  const first = firstNames[index % firstNames.length] as string
  // The round shifts the pairing: without it only the least common multiple of both lengths would occur.
  const round = Math.floor(index / firstNames.length)
  const last = lastNames[(index * 7 + round) % lastNames.length] as string
  return { first, last }
}

/** Log-in names are ASCII, and unique: after all combinations a number follows. */
export function userName(index: number): string {
  const { first, last } = personName(index)
  const ascii = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
  const round = Math.floor(index / (firstNames.length * lastNames.length))
  return round === 0 ? ascii : `${ascii}${round + 1}`
}
