import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ServerClock } from '../../client/api/server-clock.ts'

const serverStart = 1_800_000_000_000

/** A device whose clock is wrong, and a server some way off. */
class Device {
  /** True time since the beginning. */
  #passed = 0
  /** Time the device has slept, in which its elapsed time stood still. */
  #slept = 0
  wallIsOffBy = -7 * 60_000
  /** There and back, for the next questions; the last goes on. */
  ways: [there: number, back: number][] = [[10, 10]]
  isDown = false
  /** How long the device sleeps with the next answer on its way. */
  sleepsWithAnswer = 0
  serverIsAheadBy = 0
  asked = 0
  kept: number | null = null

  clock = () =>
    new ServerClock({
      ask: async () => {
        this.asked += 1
        await Promise.resolve()
        if (this.isDown) throw new Error('no network')
        const [there, back] = this.ways.length > 1 ? this.ways.shift()! : this.ways[0]!
        this.pass(there)
        const now = this.serverNow
        this.pass(back)
        this.sleep(this.sleepsWithAnswer)
        this.sleepsWithAnswer = 0
        return now
      },
      elapsed: () => this.#passed - this.#slept,
      wall: () => serverStart + this.#passed + this.wallIsOffBy,
      kept: { read: () => this.kept, write: (offset) => (this.kept = offset) },
    })

  get serverNow(): number {
    return serverStart + this.#passed + this.serverIsAheadBy
  }

  pass(ms: number): void {
    this.#passed += ms
  }

  sleep(ms: number): void {
    this.#passed += ms
    this.#slept += ms
  }
}

let device: Device
beforeEach(() => {
  device = new Device()
})

describe('the server’s clock', () => {
  it('is the device’s own until it was measured', async () => {
    const clock = device.clock()
    expect(clock.errorMs).toBe(Infinity)
    expect(clock.now()).toBe(device.serverNow + device.wallIsOffBy)
    await vi.waitFor(() => expect(clock.errorMs).toBe(10))
    expect(clock.now()).toBe(device.serverNow)
  })

  it('believes the shortest ways there and back', async () => {
    device.ways = [
      [900, 100],
      [20, 30],
      [10, 400],
      [300, 300],
      [200, 200],
    ]
    const clock = device.clock()
    await clock.measure()
    expect(device.asked).toBe(5)
    expect(clock.errorMs).toBeCloseTo(20, 0)
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(20)
  })

  it('asks once where the way is short, and again at most once a minute while it is read', async () => {
    const clock = device.clock()
    clock.now()
    await clock.measure()
    expect(device.asked).toBe(1)
    device.pass(59_000)
    clock.now()
    expect(device.asked).toBe(1)
    device.pass(2_000)
    clock.now()
    clock.now()
    await vi.waitFor(() => expect(device.asked).toBe(2))
  })

  it('does not move when somebody sets the device’s clock in the middle of a lesson', async () => {
    const clock = device.clock()
    await clock.measure()
    device.pass(10_000)
    device.wallIsOffBy += 3_600_000
    expect(clock.now()).toBe(device.serverNow)
  })

  it('goes on through a reload without a network', async () => {
    await device.clock().measure()
    device.isDown = true
    device.pass(120_000)
    const clock = device.clock()
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(1)
    await clock.measure()
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(1)
  })

  it('counts the time in which the device slept, without a network', async () => {
    const clock = device.clock()
    await clock.measure()
    device.isDown = true
    clock.left()
    device.sleep(600_000)
    clock.returned()
    expect(clock.now()).toBe(device.serverNow)
  })

  it('keeps a good measurement when the next is worse, and gives it up when it has grown old', async () => {
    const clock = device.clock()
    await clock.measure()
    device.ways = [[2_000, 0]]
    device.pass(60_000)
    await clock.measure()
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(20)
    device.pass(3 * 3_600_000)
    await clock.measure()
    expect(Math.abs(clock.now() - device.serverNow)).toBe(1_000)
  })

  it('is measured at once when the network returns, if anybody reads it', async () => {
    const clock = device.clock()
    clock.networkReturned()
    expect(device.asked).toBe(0)
    device.isDown = true
    clock.now()
    await clock.measure()
    device.isDown = false
    clock.networkReturned()
    await vi.waitFor(() => expect(clock.errorMs).toBe(10))
  })
})

describe('the server’s clock, for a timer', () => {
  it('is unknown before it was measured, whatever the device has kept', async () => {
    await device.clock().measure()
    device.isDown = true
    const clock = device.clock()
    expect(clock.look().trust).toBe('unknown')
    await clock.measure()
    expect(clock.look().trust).toBe('unknown')
  })

  it('is exact where the way there and back is too short to set two screens half a second apart', async () => {
    device.ways = [[390, 0]]
    const clock = device.clock()
    await clock.measure()
    expect(clock.look().trust).toBe('exact')
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(200)
  })

  it('is rough on a line that is slower, and says by how much it may be wrong', async () => {
    device.ways = [[1_500, 100]]
    const clock = device.clock()
    await clock.measure()
    expect(clock.look().trust).toBe('rough')
    expect(clock.errorMs).toBe(800)
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(800)
  })

  it('learns from a quick way there and a quick way back, though no one answer had both', async () => {
    device.ways = [
      [100, 1_500],
      [1_500, 100],
    ]
    const clock = device.clock()
    await clock.measure()
    expect(clock.look().trust).toBe('exact')
    expect(Math.abs(clock.now() - device.serverNow)).toBeLessThanOrEqual(110)
  })

  it('asks again soon until it is exact, and then at most once a minute', async () => {
    device.isDown = true
    const clock = device.clock()
    clock.look()
    await clock.measure()
    expect(device.asked).toBe(1)
    device.pass(1_900)
    clock.look()
    expect(device.asked).toBe(1)
    device.isDown = false
    device.pass(200)
    clock.look()
    await vi.waitFor(() => expect(clock.errorMs).toBe(10))
    expect(clock.look().trust).toBe('exact')
    device.pass(50_000)
    clock.look()
    expect(device.asked).toBe(2)
  })

  it('is unknown after a sleep that nobody told of, until it is measured', async () => {
    const clock = device.clock()
    await clock.measure()
    expect(clock.look().trust).toBe('exact')
    device.sleep(30_000)
    expect(clock.look().trust).toBe('unknown')
    await vi.waitFor(() => expect(clock.look().trust).toBe('exact'))
    expect(clock.now()).toBe(device.serverNow)
  })

  it('is unknown when the device slept and its clock was set back meanwhile', async () => {
    const clock = device.clock()
    await clock.measure()
    clock.left()
    device.sleep(600_000)
    device.wallIsOffBy -= 3 * 86_400_000
    device.isDown = true
    clock.returned()
    expect(clock.look().trust).toBe('unknown')
  })

  it('does not count a sleep twice that it has measured already', async () => {
    const clock = device.clock()
    await clock.measure()
    clock.left()
    device.sleep(600_000)
    await clock.measure()
    clock.returned()
    expect(clock.now()).toBe(device.serverNow)
    expect(clock.look().trust).toBe('exact')
  })

  it('takes no answer that waited while the device slept', async () => {
    const clock = device.clock()
    device.sleepsWithAnswer = 40_000
    await clock.measure()
    expect(clock.now()).toBe(device.serverNow)
    expect(device.asked).toBe(2)
  })

  it('believes a server whose own clock was set', async () => {
    const clock = device.clock()
    await clock.measure()
    device.serverIsAheadBy = 90_000
    device.ways = [[300, 300]]
    await clock.measure()
    expect(clock.now()).toBe(device.serverNow)
  })
})
