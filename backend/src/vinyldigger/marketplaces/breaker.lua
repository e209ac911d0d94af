-- A circuit breaker in one hash: failures, trips, until (ms), probe (ms). Redis 6.2.
-- ARGV  1 "ask" | "ok" | "failed"   2 now, ms (-1: this server's clock)   3 failures that open it
--       4 first pause, ms (doubles with each trip)   5 longest pause, ms   6 how long a probe may take, ms
-- "ask" gives ms to keep away, 0: go. The others give 0.
local now = tonumber(ARGV[2])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local open_until = tonumber(redis.call('HGET', KEYS[1], 'until') or 0)

if ARGV[1] == 'ok' then
  redis.call('DEL', KEYS[1])
  return 0
end

if ARGV[1] == 'ask' then
  if open_until == 0 then return 0 end
  if now < open_until then return open_until - now end
  local probe = tonumber(redis.call('HGET', KEYS[1], 'probe') or 0)
  if probe > now then return probe - now end
  redis.call('HSET', KEYS[1], 'probe', now + ARGV[6])
  return 0
end

if open_until > now then return 0 end -- calls that were on their way when it opened
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
if failures >= tonumber(ARGV[3]) then
  local trips = redis.call('HINCRBY', KEYS[1], 'trips', 1)
  local pause = math.min(ARGV[4] * 2 ^ (trips - 1), tonumber(ARGV[5]))
  redis.call('HSET', KEYS[1], 'until', now + pause)
  redis.call('HDEL', KEYS[1], 'probe')
end
redis.call('PEXPIRE', KEYS[1], 3600000)
return 0
