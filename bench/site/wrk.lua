-- Paths for the measurements that need more than one, and the sums as one line of JSON.
-- LAKESIDE_BENCH_PATHS: what is put behind the path at each request: `query` a query string, `name` a name, that nobody asked for before.
local noise = os.getenv("LAKESIDE_BENCH_PATHS")
local before = { query = "?utm_source=bench&n=", name = "/nowhere-" }
local asked = 0

if before[noise] then
  request = function()
    asked = asked + 1
    return wrk.format("GET", wrk.path .. before[noise] .. asked)
  end
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"p50":%.4f,"p99":%.4f,"max":%.4f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
