-- Tells events, each once: whoever finds the same one again, on whatever node, adds nothing. What each target is to hear
-- lies in the outbox from then on, until it is delivered or given up.
--
-- KEYS  1 targets (hash): id to settings  2 told (zset): id of an event by when it was told
--       3 outbox (hash): name of a delivery to what is delivered  4 waiting (zset): its name by when it was told
--       5 due (zset): its name by when it is due  6 seen (hash): what was looked at to how far it was
-- ARGV  1 now, epoch ms  2 the only target that is told, whatever it wants; empty: all those that want the event
--       3 what was looked at, a field of seen; empty if nothing was
--       4 how far it was when it was looked at before; empty if it was not  5 how far it is now
--       for each event: id, type, stream (empty: it concerns all), what is delivered
-- Returns how many events were told; or, with nothing written, 'moved' (somebody else has looked meanwhile) or 'full'

local call = redis.call
local targets_key, told_key, outbox_key, waiting_key, due_key, seen_key = unpack(KEYS, 1, 6)
local now, only, looked_at, before, after = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local first_event = 6
local TOLD_MS = 30 * 86400000
local MAX_WAITING = 10000
local TICK = 1 / 1024

if looked_at ~= '' and (call('HGET', seen_key, looked_at) or '') ~= before then
  return 'moved'
end

local function names(listed, name)
  if not listed then
    return true -- all of them
  end
  for _, each in ipairs(listed) do
    if each == name then
      return true
    end
  end
  return false
end

local flat = call('HGETALL', targets_key)
local targets = {}
for i = 1, #flat, 2 do
  if only == flat[i] then
    targets[#targets + 1] = {id = only}
  elseif only == '' then
    local settings = cjson.decode(flat[i + 1])
    if not settings.paused then
      targets[#targets + 1] = {id = flat[i], streams = settings.streams, events = settings.events}
    end
  end
end
if #targets > 0 and call('ZCARD', due_key) >= MAX_WAITING then
  return 'full'
end

if looked_at ~= '' then
  call('HSET', seen_key, looked_at, after)
end
local newest = tonumber(call('ZRANGE', waiting_key, -1, -1, 'WITHSCORES')[2] or 0)
local at = math.max(now, newest) -- what is told in one millisecond keeps its order, by a part of one
local told = 0
for i = first_event, #ARGV, 4 do
  local id, kind, stream, delivered = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if #flat > 0 and call('ZADD', told_key, 'NX', now, id) == 1 then
    told = told + 1
    at = at + TICK
    for _, target in ipairs(targets) do
      if names(target.events, kind) and (stream == '' or names(target.streams, stream)) then
        local name = target.id .. '\t' .. id
        call('HSET', outbox_key, name, '0 ' .. delivered)
        call('ZADD', waiting_key, at, name)
        call('ZADD', due_key, at, name)
      end
    end
  end
end
call('ZREMRANGEBYSCORE', told_key, '-inf', string.format('%.0f', now - TOLD_MS))
return told
