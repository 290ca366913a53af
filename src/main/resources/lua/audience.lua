-- Adds what one counter (an event loop of a node) has counted of a stream's audience since its last flush, renews the
-- counter's lease, and removes counters whose lease has expired. Likes have no ids, so a flush has a number, by which it
-- is applied once however often it is sent. Likes and views count only while the stream is live, viewers always.
--
-- Redis does not roll back, so everything that can fail is read and checked before the first write.
--
-- KEYS  1 settings (hash)  2 totals (hash)   3 audience (hash)  4 viewers (HyperLogLog)  5 trend (hash)
--       6 minutes (zset)   7 presence (hash) 8 flushes (hash)   9 newest (zset)
-- ARGV  1 counter; '' if only expired ones are to be removed
--       2 number of this flush; increases with each flush of a counter
--       3 open: audience connections now; 0 removes the counter
--       4 lease: ms from now, by Redis' clock, after which the counter counts as dead
--       5 number of minutes that a board shows
--       6 the measure of a minute that likes are
--       7 n, number of minutes with likes
--       n times: first ms of a minute, likes in it
--       viewer id of each connection that opened: one view each
-- Returns false, with nothing written, if there is no such stream, else integers
--       {likes, viewers, version, raised, counted, live}
--       raised: 1 if this run raised the version     counted: 1 if the likes and views of this flush count, now or when
--       it was first applied     live: 1 if the stream is

-- include part_integers
-- include part_minutes
local call = redis.call
local settings_key, totals_key, audience_key, viewers_key, trend_key = unpack(KEYS, 1, 5)
local minutes_key, presence_key, flushes_key, newest_key = unpack(KEYS, 6, 9)
local counter, number, open, lease = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local max_minutes, likes_suffix = tonumber(ARGV[5]), ':' .. ARGV[6]
local first_minute = 8
local first_viewer = first_minute + 2 * tonumber(ARGV[7])
local CHUNK = 1000 -- unpack has a limit of some thousands

local status = call('HGET', settings_key, 'status')
if not status then
  return false
end
local live = status == 'live'
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local applied = string.match(call('HGET', flushes_key, counter) or '', '^%d+')
local fresh = counter ~= '' and number > integer(applied)
-- A delayed copy of an older flush must not even touch the presence.
local current = counter ~= '' and number >= integer(applied)
local counting = fresh and live

local held = call('HMGET', audience_key, 'likes', 'views', 'viewers', 'peakViewers', 'uniqueViewers')
local likes = integer(held[1])
local views = integer(held[2])
local peak = integer(held[4])
local unique = integer(held[5])
local version = integer(call('HGET', totals_key, 'version'))
call('ZCARD', minutes_key) -- fails if it is not a sorted set
call('ZCARD', newest_key)

local added = 0
local trend = {}
if counting then
  for i = first_minute, first_viewer - 1, 2 do
    added = added + integer(ARGV[i + 1])
    local field = ARGV[i] .. likes_suffix
    trend[field] = text(integer(integer(call('HGET', trend_key, field)) + integer(ARGV[i + 1])))
  end
  likes = integer(likes + added)
end

local viewers = current and open or 0
local dead = {}
local presence = call('HGETALL', presence_key)
for i = 1, #presence, 2 do
  if not (current and presence[i] == counter) then
    local others, deadline = string.match(presence[i + 1], '^(%d+) (%d+)$')
    if others and tonumber(deadline) > now then
      viewers = viewers + tonumber(others)
    else
      dead[#dead + 1] = presence[i]
    end
  end
end

-- Everything below writes. PFADD comes first, since it alone can still fail (if the key is not a HyperLogLog).

local raised = added > 0
if counting and #ARGV >= first_viewer then
  local grown = 0
  for i = first_viewer, #ARGV, CHUNK do
    grown = grown + call('PFADD', viewers_key, unpack(ARGV, i, math.min(i + CHUNK - 1, #ARGV)))
  end
  if grown > 0 then
    unique = call('PFCOUNT', viewers_key) -- stored, since PFCOUNT at read time would be a write
  end
  views = views + #ARGV - first_viewer + 1
  raised = true
end

local counted = counting and 1 or 0
if fresh then
  call('HSET', flushes_key, counter, text(number) .. ' ' .. counted)
elseif current then
  counted = tonumber(string.match(call('HGET', flushes_key, counter), '%d$'))
end
if current and open > 0 then
  call('HSET', presence_key, counter, text(open) .. ' ' .. text(now + lease))
elseif current then
  call('HDEL', presence_key, counter)
end
for _, name in ipairs(dead) do
  call('HDEL', presence_key, name)
end

raised = raised or viewers ~= integer(held[3])
if raised then
  version = version + 1
  call('HSET', totals_key, 'version', text(version))
  call('HSET', audience_key, 'likes', text(likes), 'views', text(views), 'viewers', text(viewers),
    'peakViewers', text(math.max(peak, viewers)), 'uniqueViewers', text(unique))
  local minutes = {}
  for field, value in pairs(trend) do
    call('HSET', trend_key, field, value)
    minutes[#minutes + 1] = string.match(field, '%d+')
  end
  enter_minutes(minutes_key, newest_key, max_minutes, version, minutes, 1, #minutes)
end
return {likes, viewers, version, raised and 1 or 0, counted, live and 1 or 0}
