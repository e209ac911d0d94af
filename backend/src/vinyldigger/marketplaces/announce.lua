-- Takes in what the marketplace says of the budget: others may spend from the same one.
-- KEYS  1 calls, 2 ceiling: as in limiter.lua
-- ARGV  1 now, ms (-1: this server's clock)   2 window, ms (0: since a fixed moment)   3 that moment, ms
--       4 limit it allows us   5 calls it has counted   6 id for what is missing in our count
local now = tonumber(ARGV[1])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local window, since = tonumber(ARGV[2]), tonumber(ARGV[3])
if window > 0 then since = now - window end
redis.call('SET', KEYS[2], ARGV[4], 'PX', 600000)

local total = 0
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], since, '+inf')) do
  total = total + tonumber(string.match(member, '^[^|]*|%d|(%d+)|'))
end
local missing = tonumber(ARGV[5]) - total
if missing > 0 then
  redis.call('ZADD', KEYS[1], now, ARGV[6] .. '|0|' .. missing .. '|')
  redis.call('PEXPIRE', KEYS[1], math.max(window, 90000000))
end
return missing
