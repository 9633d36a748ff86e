import CCurl
import Glibc
import HTTPTypes

/// libcurl's handle of one transfer, with every option that Punte relies on.
///
/// It belongs to the thread of the transfers, and must not outlive its `Transfer`.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private var headerList: UnsafeMutablePointer<curl_slist>?
  /// The first refusal of an option: what isn't set as asked isn't sent.
  private var code = CURLE_OK

  init(_ transfer: Transfer) throws(InvalidRequest) {
    guard let pointer = curl_easy_init() else { throw InvalidRequest(code: CURLE_OUT_OF_MEMORY) }
    self.pointer = pointer
    setTarget(transfer.request)
    setContent(transfer.request)
    setLimits(transfer.request)
    setSecurity(transfer.request)
    setCallbacks(Unmanaged.passUnretained(transfer).toOpaque())
    guard code == CURLE_OK else { throw InvalidRequest(code: code) }
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headerList)
  }

  var remoteAddress: String {
    ccurl_get_string(pointer, CURLINFO_PRIMARY_IP).map { String(cString: $0) } ?? ""
  }
  var requestBytesSent: Int { ccurl_get_long(pointer, CURLINFO_REQUEST_SIZE) }

  private func setTarget(_ request: TransportRequest) {
    set(CURLOPT_URL, request.url)
    if let path = request.unixSocketPath { set(CURLOPT_UNIX_SOCKET_PATH, path) }
    // HTTP/2 has a way of its own to send a refused request again.
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_FOLLOWLOCATION, false)
    // A proxy from the environment would undo the address policy, and may send again.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_FRESH_CONNECT, request.connection == .fresh)
    set(CURLOPT_FORBID_REUSE, request.connection == .fresh)
  }

  private func setContent(_ request: TransportRequest) {
    let wantsBody = [.post, .put, .patch].contains(request.method)
    if request.body != nil || wantsBody {
      let body = request.body ?? []
      set(CURLOPT_POST, true)
      note(ccurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
      // A null pointer would have libcurl ask a callback for the body.
      (body.isEmpty ? [0] : body).withUnsafeBytes {
        note(ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress))
      }
    } else if request.method == .head {
      set(CURLOPT_NOBODY, true)
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)

    // Without `Expect:` libcurl waits a second for a "100 Continue" that few servers send, and by
    // itself it would call a body without a type a form.
    append("Expect:")
    if request.headers[.contentType] == nil { append("Content-Type:") }
    for field in request.headers {
      append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    note(ccurl_set_list(pointer, CURLOPT_HTTPHEADER, headerList))
  }

  private func setLimits(_ request: TransportRequest) {
    set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.limits.connectTimeoutMilliseconds))
    set(CURLOPT_TIMEOUT_MS, max(1, request.limits.totalTimeoutMilliseconds))
    // Ends by `Content-Length` what the collector would end by counting.
    let bytesMax = curl_off_t(max(1, request.limits.responseBytesMax))
    note(ccurl_set_offset(pointer, CURLOPT_MAXFILESIZE_LARGE, bytesMax))
    set(CURLOPT_NOSIGNAL, true)
    // Without it, removing a handle may wait for the resolver's thread.
    set(CURLOPT_QUICK_EXIT, true)
  }

  private func setSecurity(_ request: TransportRequest) {
    set(CURLOPT_PROTOCOLS_STR, request.requiresTLS ? "https" : "http,https")
    set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_SSL_VERIFYPEER, true)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
  }

  private func setCallbacks(_ transfer: UnsafeMutableRawPointer) {
    for option in [
      CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA,
      CURLOPT_OPENSOCKETDATA,
    ] {
      note(ccurl_set_pointer(pointer, option, transfer))
    }
    note(
      ccurl_set_write(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, transfer in
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.from(transfer)?.take(body: part) == true ? part.count : part.count &- 1
      })
    note(
      ccurl_set_write(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.from(transfer)?.take(headerLine: line) == true
          ? line.count : line.count &- 1
      })
    note(
      ccurl_set_prereq(pointer) { transfer, remoteAddress, _, _, _ in
        let address = remoteAddress.map { String(cString: $0) } ?? ""
        return Transfer.from(transfer)?.permitsSending(to: address) == true
          ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      })
    note(
      ccurl_set_open_socket(pointer) { transfer, _, target in
        guard let target, let transfer = Transfer.from(transfer),
          let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr)
        else { return CURL_SOCKET_BAD }
        let family = target.pointee.family
        let address = IPAddress(
          socketAddress: UnsafeRawPointer(target) + offset, family: family,
          byteCount: Int(target.pointee.addrlen))
        guard transfer.permitsConnecting(to: address) else { return CURL_SOCKET_BAD }
        let type = target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return socket(family, type, target.pointee.protocol)
      })
  }

  private func append(_ line: String) {
    guard !line.utf8.contains(0), let longer = curl_slist_append(headerList, line) else {
      note(CURLE_BAD_FUNCTION_ARGUMENT)
      return
    }
    headerList = longer
  }

  private func set(_ option: CURLoption, _ value: String) {
    note(value.utf8.contains(0) ? CURLE_URL_MALFORMAT : ccurl_set_string(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: Int) {
    note(ccurl_set_long(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: Bool) { set(option, value ? 1 : 0) }

  private func note(_ code: CURLcode) {
    if self.code == CURLE_OK { self.code = code }
  }

  /// What libcurl refused before anything was sent.
  struct InvalidRequest: Error {
    let code: CURLcode
  }
}

extension Transfer {
  /// The transfer that a callback of libcurl is for.
  static func from(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
    pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
