-- Reads what a campaign follows of a member stream besides its ledger, at one moment.
--
-- KEYS  1 settings (hash)  2 totals (hash)       3 audience (hash)  4 presence (hash)  5 loss (hash)
--       6 likesources (zset)  7 likesheard (hash)
-- ARGV  1 how many sources of likes
-- Returns nil if there is no such stream, else {settings, totals, accepted, audience, sources}
--       settings: title, status, currency, timezone, archived (nil if missing)
--       totals: version, last, basis, tallies (nil if missing)    accepted: the newest loss, or nil
--       audience: likes, viewers, peakViewers, uniqueViewers, views (nil if missing)
--       sources of likes: name, likes, when it was heard last, …

-- include part_audience
local call = redis.call
local settings_key, totals_key, audience_key, presence_key, loss_key = unpack(KEYS, 1, 5)

if call('EXISTS', settings_key) == 0 then
  return false
end
return {
  call('HMGET', settings_key, 'title', 'status', 'currency', 'timezone', 'archived'),
  call('HMGET', totals_key, 'version', 'last', 'basis', 'tallies'),
  call('HGET', loss_key, 'accepted'),
  audience_figures(audience_key, presence_key),
  like_sources(KEYS[6], KEYS[7], tonumber(ARGV[1])),
}
