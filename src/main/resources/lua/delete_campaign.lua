-- Removes a campaign with everything that was counted for it, at one moment: what a node is still reading for it finds
-- no settings, and is dropped.
--
-- KEYS  1 settings (hash)   2 and up: every other key of the campaign
-- Returns 1, or 0 if there is no such campaign

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('UNLINK', unpack(KEYS))
return 1
