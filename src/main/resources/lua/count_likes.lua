-- Raises the likes of a live stream to the totals that sources of likes, such as platforms, report. Of each source the
-- highest total is kept, and only its growth counts: so a total that is sent again, or that comes late, counts nothing.
--
-- Redis does not roll back, so everything that can fail is read and checked before the first write.
--
-- KEYS  1 settings (hash)  2 totals (hash)   3 audience (hash)  4 likesources (zset)  5 likesheard (hash)
--       6 trend (hash)     7 minutes (zset)  8 newest (zset)
-- ARGV  1 now, epoch ms    2 first ms of its minute             3 the measure of a minute that likes are
--       4 number of minutes that a board shows                  5 maximum of sources
--       6 ms after which it is noted that a source was heard again, though it has not grown
--       then source and total of each
-- Returns the status of a stream that is not live, nil if there is no such stream, else {raised, likes before, …}
--       raised: 1 if this run raised the version     likes before: of each source, in their order; -1 if the source is new,
--       -2 if it is one too many and is not counted

-- include part_integers
-- include part_minutes
local call = redis.call
local settings_key, totals_key, audience_key, sources_key, heard_key = unpack(KEYS, 1, 5)
local trend_key, minutes_key, newest_key = unpack(KEYS, 6, 8)
local now, minute, measure = ARGV[1], ARGV[2], ARGV[3]
local max_minutes, max_sources, heard_step = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local first_source = 7
local NEW, TOO_MANY = -1, -2

local status = call('HGET', settings_key, 'status')
if status ~= 'live' then
  return status
end

local sources = call('ZCARD', sources_key)
local before, added, heard = {}, 0, {}
for i = first_source, #ARGV, 2 do
  local known = call('ZSCORE', sources_key, ARGV[i])
  local likes = NEW
  if known then
    likes = integer(known)
  elseif sources < max_sources then
    sources = sources + 1
  else
    likes = TOO_MANY
  end
  local grown = likes == TOO_MANY and 0 or math.max(integer(ARGV[i + 1]) - math.max(likes, 0), 0)
  added = added + grown
  local silent = math.abs(tonumber(now) - integer(call('HGET', heard_key, ARGV[i]))) -- a node's clock may be behind
  if likes ~= TOO_MANY and (likes == NEW or grown > 0 or silent >= heard_step) then
    heard[#heard + 1] = i
  end
  before[#before + 1] = likes
end
local field = minute .. ':' .. measure
local likes = text(integer(integer(call('HGET', audience_key, 'likes')) + added))
local in_minute = text(integer(integer(call('HGET', trend_key, field)) + added))
local version = integer(call('HGET', totals_key, 'version')) + 1
call('ZCARD', minutes_key) -- fails if it is not a sorted set
call('ZCARD', newest_key)

if #heard == 0 then
  return {0, unpack(before)}
end
for _, i in ipairs(heard) do
  call('ZADD', sources_key, 'GT', ARGV[i + 1], ARGV[i])
  call('HSET', heard_key, ARGV[i], now)
end
call('HSET', totals_key, 'version', text(version))
if added > 0 then
  call('HSET', audience_key, 'likes', likes)
  call('HSET', trend_key, field, in_minute)
  enter_minutes(minutes_key, newest_key, max_minutes, version, {minute}, 1, 1)
end
return {1, unpack(before)}
