-- Reads what there is of a stream besides its ledger and what can be long, at one moment.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 audience (hash)  4 likesources (zset)  5 likesheard (hash)
--       6 viewers (HyperLogLog)  7 imports (hash)  8 loss (hash)  9 seal (hash)
-- Returns nil if there is no such stream, else {settings, totals, audience, sources, heard, viewers, imports, loss, seal}
--       viewers: the bytes of the HyperLogLog, or nil     each other one: field or member, value or score, …

local call = redis.call
local settings_key, totals_key, audience_key, sources_key, heard_key = unpack(KEYS, 1, 5)
local viewers_key, imports_key, loss_key, seal_key = unpack(KEYS, 6, 9)

local settings = call('HGETALL', settings_key)
if #settings == 0 then
  return false
end
return {
  settings,
  call('HGETALL', totals_key),
  call('HGETALL', audience_key),
  call('ZRANGE', sources_key, 0, -1, 'WITHSCORES'),
  call('HGETALL', heard_key),
  call('GET', viewers_key),
  call('HGETALL', imports_key),
  call('HGETALL', loss_key),
  call('HGETALL', seal_key),
}
