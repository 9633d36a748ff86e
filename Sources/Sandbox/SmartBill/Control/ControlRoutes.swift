import Hummingbird

extension SmartBillSandbox {
  /// `/_sandbox`: what SmartBill doesn't have. Not counted, and needs no credentials: the server
  /// listens on loopback unless told otherwise.
  func addControlRoutes(to router: Router<SandboxContext>) {
    let control = router.group("_sandbox")
    control.get("state") { _, _ in
      let connections = self.connectionsAccepted.load(ordering: .relaxed)
      return self.state.withLock { Self.json($0.report(connectionsAccepted: connections)) }
    }
    control.get("requests") { _, _ in
      self.state.withLock { Self.json($0.requests.json) }
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
    control.post("foreign") { request, _ in
      try await self.act(on: request, shape: ForeignDocument.shape) { object, state in
        do throws(Refusal) {
          let document = try state.issueForeign(
            ForeignDocument(object), today: Moment.now.date, hash: APIMiddleware.newHash())
          return Self.json(document.json)
        } catch {
          return Self.mistake(error.text)
        }
      }
    }
    control.post("reset") { _, _ in
      self.state.withLock { $0.reset() }
      return Self.json(["reset": true])
    }
  }

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
    return state.withLock { action(object, &$0) }
  }

  private static func json(_ value: JSONValue) -> Response {
    Reply.json(status: 200, value).response
  }

  private static func mistake(_ text: String) -> Response {
    Reply.json(status: 400, ["error": .string(text)]).response
  }
}
