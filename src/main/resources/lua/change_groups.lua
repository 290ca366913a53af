-- Changes groups of a stream's tree, records that in its ledger, and raises the stream's version: in one script, so that
-- the tree is always what the ledger says.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 ids (hash)  4 ledger (stream)  5 groups-tree (hash)
--       6 staged (hash): the tree that replaces it, if any does
-- ARGV  1 the edition of the tree that the change was made for; '' if it had none
--       2 the newest seq that the ledger must have; '' if none is known
--       3 number of staged groups; -1 if none replace the tree
--       4 n, number of messages
--       n times: id, a JSON array of the message, the value in ids after the seq
--       unless a staged tree replaces the current one: group and JSON of each group, 1,000 at most; an empty value removes it
-- Returns one of
--       {'changed', seq}              the newest seq
--       {'unknown'}                   nothing written: there is no such stream
--       {'closed'}                    nothing written: the books of the stream are closed
--       {'raced'}                     nothing written: the tree was changed meanwhile
--       {'late'}                      nothing written: what was staged has expired
--       {'behind', exists, last}      nothing written: the newest seq is before the one that the node knows

-- include part_ledger
local call = redis.call
local settings_key, totals_key, ids_key, ledger_key, tree_key, staged_key = unpack(KEYS, 1, 6)
local edition, required, staged = ARGV[1], ARGV[2], tonumber(ARGV[3])
local first_message = 5
local first_group = first_message + 3 * tonumber(ARGV[4])

local exists = call('EXISTS', settings_key) == 1
local last = call('HGET', totals_key, 'last')
if went_back(required, last, exists) then
  return {'behind', exists and 1 or 0, last or ''}
end
if not exists then
  return {'unknown'}
end
if call('HGET', settings_key, 'status') == 'closed' then
  return {'closed'}
end
if (call('HGET', settings_key, 'groupsEdition') or '') ~= edition then
  return {'raced'}
end
if staged >= 0 and call('HLEN', staged_key) ~= staged then
  return {'late'}
end

local seq
for i = first_message, first_group - 1, 3 do
  seq = append_to_ledger(totals_key, ids_key, ledger_key, ARGV[i], ARGV[i + 1], ARGV[i + 2])
end

if staged == 0 then
  call('DEL', tree_key)
elseif staged > 0 then
  call('RENAME', staged_key, tree_key)
  call('PERSIST', tree_key)
else
  for i = first_group, #ARGV, 2 do
    if ARGV[i + 1] == '' then
      call('HDEL', tree_key, ARGV[i])
    else
      call('HSET', tree_key, ARGV[i], ARGV[i + 1])
    end
  end
end
call('HSET', settings_key, 'groupsEdition', seq)
call('HINCRBY', totals_key, 'version', 1)
return {'changed', seq}
