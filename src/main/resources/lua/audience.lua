-- Adds what one counter (an event loop of a node) has counted of a stream's audience since its last flush, renews the
-- counter's lease, and removes counters whose lease has expired. Likes have no ids, so a flush has a number, by which it
-- is applied once however often it is sent. Likes and views count only while the stream is live, viewers always.
--
-- KEYS[1] stream    hash         status is read
-- KEYS[2] totals    hash         version is raised by 1 if anything changed that a board shows
-- KEYS[3] audience  hash         likes, views, viewers, peakViewers, uniqueViewers
-- KEYS[4] viewers   HyperLogLog  viewer ids
-- KEYS[5] trend     hash         <minute>:likes
-- KEYS[6] minutes   sorted set   the newest minutes by version
-- KEYS[7] presence  hash         counter to "<open> <deadline ms>"
-- KEYS[8] flushes   hash         counter to "<number> <counted>"
-- KEYS[9] newest    sorted set   the newest minutes by themselves
-- ARGV[1] counter   string       empty: only remove expired counters
-- ARGV[2] number    integer      of this flush; increases with each flush of a counter
-- ARGV[3] open      integer      audience connections now; 0 removes the counter
-- ARGV[4] lease     integer      ms from now (by Redis' clock) after which the counter counts as dead
-- ARGV[5] most      integer      minutes that a board shows
-- ARGV[6] n         integer      how many pairs follow
-- ARGV[7…]          n pairs      minute (its first epoch ms), likes in it
-- ARGV[7 + 2n…]     strings      viewer id of each connection that opened: one view each
--
-- Returns an array of integers: likes, viewers, version, raised (1 if this run raised it), counted (1 if the likes and
-- views of this flush count, now or when it was first applied), live (1 if the stream is). If there is no such stream,
-- returns false and writes nothing.

-- include part_minutes
local LARGEST = 2 ^ 53 -- above it, Lua's numbers skip integers
local CHUNK = 1000 -- unpack has a limit of some thousands

local function text(number)
  return string.format('%.0f', number) -- tostring would write 1.5922080005e+12
end

local function integer(value)
  local number = tonumber(value or 0)
  if not number or number < 0 or number > LARGEST or number % 1 ~= 0 then
    error('the audience of this stream holds no count: ' .. tostring(value), 0)
  end
  return number
end

-- Read everything, and check everything that can fail: Redis does not roll back.

local status = redis.call('HGET', KEYS[1], 'status')
if not status then
  return false
end
local live = status == 'live'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local counter = ARGV[1]
local number = tonumber(ARGV[2])
local open = tonumber(ARGV[3])
local applied = string.match(redis.call('HGET', KEYS[8], counter) or '', '^%d+')
local fresh = counter ~= '' and number > integer(applied)
-- A delayed copy of an older flush must not even touch the presence.
local current = counter ~= '' and number >= integer(applied)
local counting = fresh and live

local held = redis.call('HMGET', KEYS[3], 'likes', 'views', 'viewers', 'peakViewers', 'uniqueViewers')
local likes = integer(held[1])
local views = integer(held[2])
local peak = integer(held[4])
local unique = integer(held[5])
local version = integer(redis.call('HGET', KEYS[2], 'version'))
redis.call('ZCARD', KEYS[6]) -- fails if it is not a sorted set
redis.call('ZCARD', KEYS[9])

local first_viewer = 7 + 2 * tonumber(ARGV[6])
local added = 0
local trend = {}
if counting then
  for i = 7, first_viewer - 1, 2 do
    added = added + integer(ARGV[i + 1])
    local field = ARGV[i] .. ':likes'
    trend[field] = text(integer(integer(redis.call('HGET', KEYS[5], field)) + integer(ARGV[i + 1])))
  end
  likes = integer(likes + added)
end

local viewers = current and open or 0
local dead = {}
local presence = redis.call('HGETALL', KEYS[7])
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
    grown = grown + redis.call('PFADD', KEYS[4], unpack(ARGV, i, math.min(i + CHUNK - 1, #ARGV)))
  end
  if grown > 0 then
    unique = redis.call('PFCOUNT', KEYS[4]) -- stored, since PFCOUNT at read time would be a write
  end
  views = views + #ARGV - first_viewer + 1
  raised = true
end

local counted = counting and 1 or 0
if fresh then
  redis.call('HSET', KEYS[8], counter, ARGV[2] .. ' ' .. counted)
elseif current then
  counted = tonumber(string.match(redis.call('HGET', KEYS[8], counter), '%d$'))
end
if current and open > 0 then
  redis.call('HSET', KEYS[7], counter, ARGV[3] .. ' ' .. text(now + tonumber(ARGV[4])))
elseif current then
  redis.call('HDEL', KEYS[7], counter)
end
for _, name in ipairs(dead) do
  redis.call('HDEL', KEYS[7], name)
end

raised = raised or viewers ~= integer(held[3])
if raised then
  version = version + 1
  redis.call('HSET', KEYS[2], 'version', text(version))
  redis.call('HSET', KEYS[3], 'likes', text(likes), 'views', text(views), 'viewers', text(viewers),
    'peakViewers', text(math.max(peak, viewers)), 'uniqueViewers', text(unique))
  local minutes = {}
  for field, value in pairs(trend) do
    redis.call('HSET', KEYS[5], field, value)
    minutes[#minutes + 1] = string.match(field, '%d+')
  end
  enter_minutes(KEYS[6], KEYS[9], tonumber(ARGV[5]), version, minutes, 1, #minutes)
end
return {likes, viewers, version, raised and 1 or 0, counted, live and 1 or 0}
