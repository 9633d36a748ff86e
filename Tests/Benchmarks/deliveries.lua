-- For wrk: signs each request as a shop does (Standard Webhooks), under an id of its own, so that
-- none is a duplicate. Arguments: the path, the file of the body, the secret in hexadecimal, and a
-- word that no other run uses. The body's "@ORDER@" becomes an order that no other delivery names.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct evp_md_st EVP_MD;
  const EVP_MD *EVP_sha256(void);
  unsigned char *HMAC(const EVP_MD *md, const void *key, int key_length, const char *data,
    size_t length, unsigned char *out, unsigned int *out_length);
  int EVP_EncodeBlock(unsigned char *out, const unsigned char *in, int length);
  long time(long *);
]]
local crypto = ffi.load("libcrypto.so.3")
local md = crypto.EVP_sha256()
local digest, text = ffi.new("unsigned char[32]"), ffi.new("unsigned char[45]")
local secret, before, after, head, run
local count = 0

function init(args)
  local file = assert(io.open(args[2], "rb"))
  local body = file:read("*a")
  file:close()
  before, after = body:match("^(.*)@ORDER@(.*)$")
  secret = args[3]:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
  run = args[4]
  before = before .. run
  local length = #before + 7 + #after
  head = "POST " .. args[1] .. " HTTP/1.1\r\nHost: punte.example\r\nUser-Agent: bench\r\n"
    .. "Accept: */*\r\nContent-Type: application/json\r\nContent-Length: " .. length
    .. "\r\nwebhook-id: "
end

function request()
  count = count + 1
  local number = string.format("%07d", count)
  local id = "msg_" .. run .. number
  local time = tostring(tonumber(ffi.C.time(nil)))
  local body = before .. number .. after
  local signed = id .. "." .. time .. "." .. body
  crypto.HMAC(md, secret, #secret, signed, #signed, digest, nil)
  crypto.EVP_EncodeBlock(text, digest, 32)
  return head .. id .. "\r\nwebhook-timestamp: " .. time .. "\r\nwebhook-signature: v1,"
    .. ffi.string(text, 44) .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"p999":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
