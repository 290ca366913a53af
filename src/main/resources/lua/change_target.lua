-- Makes, changes or deletes a target of messages out, with all that waits for it. A target that is paused or deleted is
-- told nothing more, neither what happens later nor what waits.
--
-- KEYS  1 targets (hash): id to settings  2 secrets (hash): id to address and secret  3 outbox (hash)  4 waiting (zset)
--       5 due (zset)  6 seen (hash): how far streams were  7 attempts (list) of the target
-- ARGV  1 the target's id  2 its settings as they were read; empty for a new one
--       3 its settings now; empty: it is deleted  4 its address and secret now; empty: as they are
--       5 maximum of targets
-- Returns 'done'; or, with nothing written, 'changed' (they are not what was read) or 'many'

local call = redis.call
local targets_key, secrets_key, outbox_key, waiting_key, due_key, seen_key, attempts_key = unpack(KEYS, 1, 7)
local id, before, after, access, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

if (call('HGET', targets_key, id) or '') ~= before then
  return 'changed'
end
if before == '' and call('HLEN', targets_key) >= most then
  return 'many'
end

if after == '' then
  call('HDEL', targets_key, id)
  call('HDEL', secrets_key, id)
  call('DEL', attempts_key)
  if call('HLEN', targets_key) == 0 then
    call('DEL', seen_key) -- nobody looks any more; whoever does again begins where streams are then
  end
else
  call('HSET', targets_key, id, after)
  if access ~= '' then
    call('HSET', secrets_key, id, access)
  end
end

if after == '' or cjson.decode(after).paused then
  local own = id .. '\t'
  for _, name in ipairs(call('ZRANGE', waiting_key, 0, -1)) do
    if string.sub(name, 1, #own) == own then
      call('HDEL', outbox_key, name)
      call('ZREM', waiting_key, name)
      call('ZREM', due_key, name)
    end
  end
end
return 'done'
