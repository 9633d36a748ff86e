import HTTPTypes
import Hummingbird
import NIOCore

/// Carries what is below `/SBORO/api` to the state, and does what its answer says.
struct APIMiddleware: RouterMiddleware {
  let sandbox: SmartBillSandbox

  func handle(
    _ request: Request, context: SandboxContext,
    next: (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    guard path == APICall.prefix || path.hasPrefix(APICall.prefix + "/") else {
      return try await next(request, context)
    }
    let body = try await request.body.collect(upTo: SmartBillSandbox.bodyBytesMax)
    let query = request.uri.query ?? ""
    let call = APICall(
      method: request.method.rawValue, path: String(path.dropFirst(APICall.prefix.count)),
      query: Query(query), authorization: request.headers[.authorization],
      contentType: request.headers[.contentType], accept: request.headers[.accept],
      authority: Self.authority(of: request), body: Array(body.readableBytesView))
    return try await respond(to: call, query: query, context: context)
  }

  private func respond(
    to call: APICall, query: String, context: SandboxContext
  ) async throws -> Response {
    let hash = Self.newHash()
    let answer = sandbox.act { $0.answer(call, query: query, at: .now, hash: hash) }
    switch answer {
    case .reply(let reply): return reply.response
    case .delayed(let reply, let milliseconds):
      try await Task.sleep(for: .milliseconds(milliseconds))
      return reply.response
    case .postponed(let endpoint, let milliseconds, let headers):
      // A task of its own: the client may go, the call is executed all the same.
      let execution = Task {
        try await Task.sleep(for: .milliseconds(milliseconds))
        return sandbox.act {
          $0.execute(call, at: endpoint, headers, now: .now, hash: hash)
        }
      }
      try await Task.sleep(for: .milliseconds(milliseconds))
      return try await execution.value.response
    case .drop: return await context.drop()
    case .reset: return await context.reset()
    case .partial(let reply): return context.cut(reply)
    case .hang:
      while context.isConnected, sandbox.state.withLock({ $0.outage == .hang }) {
        try await Task.sleep(for: .milliseconds(Self.hangLookMilliseconds))
      }
      return await context.drop()
    }
  }

  /// How often a call that hangs looks whether the outage is over.
  private static let hangLookMilliseconds = 20

  /// The address that the client used, for links that work from where it is; letters, digits and
  /// `.-:[]` only, since it goes into an answer.
  private static func authority(of request: Request) -> String {
    let authority = request.head.authority ?? ""
    let isPlain = authority.utf8.allSatisfy { byte in
      switch Character(Unicode.Scalar(byte)) {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", ":", "[", "]": true
      default: false
      }
    }
    return isPlain && !authority.isEmpty ? authority : "127.0.0.1"
  }

  static func newHash() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    return String((0..<40).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
  }
}

extension Reply {
  var response: Response {
    let (fields, bytes) = content
    return Response(
      status: .init(code: status), headers: fields, body: .init(byteBuffer: bytes))
  }

  /// What travels: the header fields and the body.
  var content: (fields: HTTPFields, bytes: ByteBuffer) {
    var fields = HTTPFields()
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields[name] = header.value }
    }
    let bytes: ByteBuffer
    switch body {
    case .json(let value):
      fields[.contentType] = "application/json"
      bytes = .init(string: value.json)
    case .html(let html):
      fields[.contentType] = "text/html;charset=utf-8"
      bytes = .init(string: html)
    case .pdf(let pdf, let mediaType):
      fields[.contentType] = mediaType
      bytes = .init(bytes: pdf.bytes)
    case .empty: bytes = .init()
    }
    return (fields, bytes)
  }
}
