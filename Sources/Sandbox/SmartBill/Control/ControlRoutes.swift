import Hummingbird

extension SmartBillSandbox {
  /// `/_sandbox`: what SmartBill doesn't have. Not counted, and needs no credentials: the server
  /// listens on loopback unless told otherwise. Bodies are JSON; one that can't be understood is
  /// answered 400 with `error`, and does nothing.
  ///
  /// - `GET state`: everything: `documents` and `deleted` whole, `series`, `estimate_series`,
  ///   `receipt_series`, `payments`, `mail`, `stock`, `stock_pushes`, `counters`, `faults`,
  ///   `outage`.
  /// - `GET documents`: `documents`, every one there ever was in a few words: `kind`, `reverses`,
  ///   `series`, `number`, `total`, `mentions`, `aviz`, `draft`, `cancelled`, `foreign`, `issued_ms`, `deleted_ms`.
  /// - `GET rate`: `limit`, `window_ms`, `calls_total`, `calls_in_window_max` (the most in any
  ///   window, sliding), `calls_during_blocks`, `blocks`, `blocked`, `now_ms`, and `arrivals_ms`,
  ///   the last ``CallWindow/arrivalsMax``; with `?since_ms=` those from then on.
  /// - `GET requests`: the last ``RequestLog/entriesMax`` calls with their bodies.
  /// - `POST faults`: plants a ``Fault`` with `fault` (a ``Fault/Kind``), `endpoint` (an
  ///   ``Endpoint/name``, or `any`), `times`, `after`, `every`, `commit`, `delay_ms`, `late`,
  ///   `text`. `GET faults` lists those to come, `DELETE faults` clears them; all three answer the
  ///   list.
  /// - `POST outage` with `mode`, an ``Outage``; it lasts until `off`.
  /// - `POST foreign`: a person issues a document by hand: `series`, and optionally `client`,
  ///   `total` (VAT included), `mentions`, `observations`, `aviz`. Answers the document.
  /// - `POST delete_last` with `series`: a person deletes its last invoice. Answers the document.
  /// - `POST stock`: a person receives goods, or takes some out: ``HandStock``. Answers the stock.
  /// - `POST stock/many`: receives many products at once: ``ManyStock``. Answers their count.
  /// - `POST stock_push` with `url` and `token`: stock that moves from now on is told there.
  ///   `DELETE stock_push` ends it, `POST stock_push/test` sends the message with an empty list.
  /// - `POST reset`: back to the start.
  func addControlRoutes(to router: Router<SandboxContext>) {
    let control = router.group("_sandbox")
    control.get("state") { _, _ in
      let connections = self.connectionsAccepted.load(ordering: .relaxed)
      return Self.json(self.snapshot.report(connectionsAccepted: connections))
    }
    control.get("documents") { _, _ in
      Self.json(self.snapshot.account.documentList)
    }
    control.get("rate") { request, _ in
      let since = Query(request.uri.query ?? "")["since_ms"].flatMap { Int($0) }
      return Self.json(
        self.snapshot.rateReport(at: Moment.now.milliseconds, since: since ?? .min))
    }
    control.get("requests") { _, _ in
      Self.json(self.snapshot.requests.json)
    }
    control.get("faults") { _, _ in
      self.state.withLock { Self.json($0.faults.json) }
    }
    control.delete("faults") { _, _ in
      self.state.withLock { state in
        state.faults.clear()
        return Self.json(state.faults.json)
      }
    }
    control.post("faults") { request, _ in
      try await self.act(on: request, shape: Fault.shape) { object, state in
        do throws(Fault.Mistake) {
          let endpoints = Set(state.endpoints.map(\.name))
          guard state.faults.add(try Fault(object, endpoints: endpoints)) else {
            return Self.mistake("at most \(FaultPlan.countMax) faults may wait")
          }
          return Self.json(state.faults.json)
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    control.post("outage") { request, _ in
      try await self.act(on: request, shape: .object(["mode": .string])) { object, state in
        guard let mode = object["mode"]?.text.flatMap(Outage.init) else {
          let modes = Outage.allCases.map(\.rawValue).joined(separator: ", ")
          return Self.mistake("mode must be one of: \(modes)")
        }
        state.outage = mode
        return Self.json(["outage": .string(mode.rawValue)])
      }
    }
    control.post("foreign") { request, _ in
      try await self.act(on: request, shape: ForeignDocument.shape) { object, state in
        do throws(Refusal) {
          let now = Moment.now
          let document = try state.account.issueByHand(
            ForeignDocument(object), mark: Self.mark(at: now))
          return Self.json(document.json)
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    control.post("delete_last") { request, _ in
      try await self.act(on: request, shape: DeleteByHand.shape) { object, state in
        do throws(Refusal) {
          let name = object["series"]?.text ?? ""
          return Self.json(try state.deleteLast(ofSeries: name, at: .now).json)
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    control.post("stock") { request, _ in
      try await self.act(on: request, shape: HandStock.shape) { object, state in
        do throws(Refusal) {
          try state.account.moveByHand(HandStock(object), mark: Self.mark(at: .now))
          return Self.json(state.account.stockReport)
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    control.post("stock/many") { request, _ in
      try await self.act(on: request, shape: ManyStock.shape) { object, state in
        do throws(Refusal) {
          let count = try state.account.receive(ManyStock(object), mark: Self.mark(at: .now))
          return Self.json(["count": .number(String(count))])
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    addPushRoutes(to: control)
    control.post("reset") { _, _ in
      self.state.withLock { $0.reset() }
      return Self.json(["reset": true])
    }
  }

  private func addPushRoutes(to control: RouterGroup<SandboxContext>) {
    let shape = JSONShape.object(["url": .string, "token": .string])
    control.post("stock_push") { request, _ in
      try await self.act(on: request, shape: shape) { object, state in
        let (url, token) = (object["url"]?.text ?? "", object["token"]?.text ?? "")
        guard let target = StockPush.Target(url: url, token: token) else {
          return Self.mistake("url must begin with http:// or https://")
        }
        state.stockPush = target
        return Self.json(["url": .string(url)])
      }
    }
    control.delete("stock_push") { _, _ in
      self.state.withLock { $0.stockPush = nil }
      return Self.json(["url": .null])
    }
    control.post("stock_push/test") { _, _ in
      guard let target = self.snapshot.stockPush else {
        return Self.mistake("nobody is told: POST stock_push first")
      }
      self.push(StockPush(target: target, levels: []))
      return Self.json(["url": .string(target.url.absoluteString)])
    }
  }

  private static func mark(at now: Moment) -> Account.Mark {
    Account.Mark(
      today: now.date, milliseconds: now.milliseconds, hash: APIMiddleware.newHash())
  }

  /// The state as it is now, to be reported without keeping callers waiting.
  private var snapshot: SandboxState { state.withLock { $0 } }

  /// Reads a body of a given shape and lets it act on the state.
  private func act(
    on request: Request, shape: JSONShape,
    _ action: (JSONObject, inout SandboxState) -> Response
  ) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.bodyBytesMax)
    guard let value = try? JSONParser.parse(Array(body.readableBytesView)),
      let object = value.object
    else { return Self.mistake("the body must be a JSON object") }
    if let mismatch = shape.mismatch(in: value) { return Self.mistake(mismatch.message) }
    return act { action(object, &$0) }
  }

  private static func json(_ value: JSONValue) -> Response {
    Reply.json(status: 200, value).response
  }

  private static func mistake(_ text: String) -> Response {
    Reply.json(status: 400, ["error": .string(text)]).response
  }
}
