import Domain
import Glibc

/// The live view: a screen of its own, drawn anew at each look, until somebody ends it.
struct TopSession {
  let service: RunningService
  let interval: Duration

  func run() async throws {
    var screen = TopScreen(history: StatusHistory())
    var history = StatusHistory()
    // Before the screen is taken, so that an error is read where it was asked for.
    history.add(try await service.status())
    let terminal = FullScreen.enter()
    defer { terminal.leave() }
    while true {
      screen = TopScreen(history: history, trouble: screen.trouble)
      draw(screen, on: terminal)
      let deadline = ContinuousClock.now + interval
      while ContinuousClock.now < deadline {
        switch terminal.wait(until: deadline) {
        case .ended: return
        case .resized: draw(screen, on: terminal)
        case .nothing: break
        }
      }
      do throws(CommandError) {
        history.add(try await service.status())
        screen.trouble = nil
      } catch {
        screen.trouble = error.what
      }
    }
  }

  private func draw(_ screen: TopScreen, on terminal: FullScreen) {
    let size = Terminal.size(of: .standardOutput) ?? (width: 80, height: 24)
    terminal.show(screen.lines(width: size.width, height: size.height))
  }
}
