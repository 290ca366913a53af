-- Lists tokens until they expire, notes when they were used, and removes expired ones: in one script, so that two nodes
-- cannot together list more than a maker may have.
--
-- KEYS  1 tokens (hash): id to claims
--       2 ends (zset): id by the epoch second at which it expires
--       3 used (hash): id to when it was used last, epoch ms
--       4 makers (hash): id to how many listed tokens were made with it, directly or indirectly
--       5 revoked (zset): id by the epoch second until which it is kept; for a token listed only now, until it expires
-- ARGV  1 now, epoch seconds
--       2 maximum of listed tokens that are made with one, directly or indirectly; -1 for no limit
--       3 the same for a maker that was itself made, so that it cannot use up the whole share
--       4 when they were used, epoch ms; 0 for not yet
--       for each token: id, epoch second at which it expires, claims
-- Returns 'kept' or, if a maker has too many, 'many'; nothing of that token is written then

local call = redis.call
local tokens_key, ends_key, used_key, makers_key, revoked_key = unpack(KEYS, 1, 5)
local now, max_of_first, max_of_made, used_ms = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local first_token = 5
local MAX_FORGOTTEN = 1000

local function lineage(claims)
  return cjson.decode(claims).by or {}
end

for _, id in ipairs(call('ZRANGE', ends_key, '-inf', now, 'BYSCORE', 'LIMIT', 0, MAX_FORGOTTEN)) do
  local claims = call('HGET', tokens_key, id)
  for _, maker in ipairs(claims and lineage(claims) or {}) do
    if call('HINCRBY', makers_key, maker, -1) <= 0 then
      call('HDEL', makers_key, maker)
    end
  end
  call('HDEL', tokens_key, id)
  call('HDEL', used_key, id)
  call('HDEL', makers_key, id)
  call('ZREM', ends_key, id)
end

for i = first_token, #ARGV, 3 do
  local id, expires, claims = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if call('HEXISTS', tokens_key, id) == 0 then
    local by = lineage(claims)
    for nth, maker in ipairs(by) do
      local max = nth == 1 and max_of_first or max_of_made
      if max >= 0 and tonumber(call('HGET', makers_key, maker) or 0) >= max then
        return 'many'
      end
    end
    call('HSET', tokens_key, id, claims)
    call('ZADD', ends_key, expires, id)
    -- A revocation before it was listed may have given too early an end.
    call('ZADD', revoked_key, 'XX', 'GT', expires, id)
    for _, maker in ipairs(by) do
      call('HINCRBY', makers_key, maker, 1)
    end
  end
  if used_ms ~= '0' then
    call('HSET', used_key, id, used_ms)
  end
end
return 'kept'
