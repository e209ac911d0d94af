-- Whether one call may go out now. Redis 6.2.
-- KEYS  1 calls: sorted set, member "id|rank|count|fair key", score = when, ms
--       2 waiting: sorted set, member "rank|id|fair key", score = when the note lapses, ms
--       3 ceiling: the limit the marketplace itself last announced
--       4 closed: until when the marketplace told everybody to stop, ms
-- ARGV  1 now, ms (-1: this server's clock)    2 window, ms (0: since a fixed moment)
--       3 that moment, ms                       4 limit      5 rank 1..4      6 fair key      7 id of the call
--       8 how long one more call takes to come free when the window does not move, ms
--       9..12 share of the limit kept for rank 1..4
-- Gives {1, 0, 0}, or {0, ms until it is worth asking again, ms until those ahead should have had their turn}.

local now = tonumber(ARGV[1])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local window, since = tonumber(ARGV[2]), tonumber(ARGV[3])
if window > 0 then since = now - window end
local limit = math.min(tonumber(ARGV[4]), tonumber(redis.call('GET', KEYS[3]) or ARGV[4]))
local rank, fair, note = tonumber(ARGV[5]), ARGV[6], ARGV[5] .. '|' .. ARGV[7] .. '|' .. ARGV[6]

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. since)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)

-- What is spent: in all, by rank, by fair key.
local total, by_rank, by_key, spent = 0, {0, 0, 0, 0}, {}, {}
local calls = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #calls, 2 do
  local r, count, key = string.match(calls[i], '^[^|]*|(%d)|(%d+)|(.*)$')
  r, count = tonumber(r), tonumber(count)
  total = total + count
  if r > 0 then
    by_rank[r] = by_rank[r] + count
    by_key[key] = (by_key[key] or 0) + count
  end
  spent[#spent + 1] = {count, tonumber(calls[i + 1])}
end

-- Who waits and goes first: anybody more urgent, anybody as urgent who has had less (as much: by the note's text).
local more_urgent, poorer, ahead = false, false, 0
for _, other in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if other ~= note then
    local r, key = string.match(other, '^(%d)|[^|]*|(.*)$')
    local had, mine = by_key[key] or 0, by_key[fair] or 0
    more_urgent = more_urgent or tonumber(r) < rank
    poorer = poorer or (tonumber(r) == rank and had < mine)
    if tonumber(r) < rank or (tonumber(r) == rank and (had < mine or (had == mine and other < note))) then
      ahead = ahead + 1
    end
  end
end

-- Every rank has a share that the others leave free; the rest goes to the most urgent first.
local kept, share = 0, math.floor(limit * tonumber(ARGV[8 + rank]))
for r = 1, 4 do
  if r ~= rank then kept = kept + math.max(0, math.floor(limit * tonumber(ARGV[8 + r])) - by_rank[r]) end
end
if by_rank[rank] < share then kept, more_urgent = 0, false end

local closed = tonumber(redis.call('GET', KEYS[4]) or 0)
local over = total + kept - limit + 1
if closed <= now and over <= 0 and not more_urgent and not poorer then
  redis.call('ZADD', KEYS[1], now, ARGV[7] .. '|' .. rank .. '|1|' .. fair)
  redis.call('PEXPIRE', KEYS[1], math.max(window, 90000000))
  redis.call('ZREM', KEYS[2], note)
  return {1, 0, 0}
end

local wait = 1000
if over > 0 and window == 0 then
  wait = over * tonumber(ARGV[8])
elseif over > 0 then
  for _, entry in ipairs(spent) do
    over = over - entry[1]
    wait = entry[2] + window + 1 - now
    if over <= 0 then break end
  end
end
wait = math.max(wait, closed - now, 1)
local turn = wait
if window > 0 then turn = wait + math.ceil(ahead * window / math.max(1, limit)) end
redis.call('ZADD', KEYS[2], now + turn + 2000, note)
redis.call('PEXPIRE', KEYS[2], 90000000)
return {0, wait, turn}
