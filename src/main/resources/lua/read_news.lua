-- Reads how far a stream is, at one moment, for those who are told of it.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 buyers (set)  4 audience (hash)
-- ARGV  the wanted fields of totals
-- Returns nil if there is no such stream, else {settings, version, totals, buyers, audience}
--       settings: title, status, currency, goal, goalReachedAt, startedAt, endedAt (nil if missing)
--       totals: a value for each wanted field    audience: likes, views, peakViewers, uniqueViewers (nil if missing)

local call = redis.call
local settings_key, totals_key, buyers_key, audience_key = unpack(KEYS, 1, 4)

if call('EXISTS', settings_key) == 0 then
  return nil
end
return {
  call('HMGET', settings_key, 'title', 'status', 'currency', 'goal', 'goalReachedAt', 'startedAt', 'endedAt'),
  call('HGET', totals_key, 'version'),
  call('HMGET', totals_key, unpack(ARGV)),
  call('SCARD', buyers_key),
  call('HMGET', audience_key, 'likes', 'views', 'peakViewers', 'uniqueViewers'),
}
