-- Paths for the measurements that need more than one, and the sums as one line of JSON.
-- LAKESIDE_BENCH_PATHS: `query` puts a query string that nobody asked before behind the path.
local noise = os.getenv("LAKESIDE_BENCH_PATHS")
local asked = 0

if noise == "query" then
  request = function()
    asked = asked + 1
    return wrk.format("GET", wrk.path .. "?utm_source=bench&n=" .. asked)
  end
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"p50":%.4f,"p99":%.4f,"max":%.4f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
