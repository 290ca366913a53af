-- Runs a command for somebody who works under a lease, or does nothing if that has ended: whoever holds it now, or did
-- since, must find nothing changed by a process that was paused for long.
--
-- KEYS  1 the lease (string)  2 and up: the keys of the command
-- ARGV  1 the run that must hold the lease  2 the command  3 and up: its arguments after the keys
-- Returns 'written'; or, with nothing written, 'ended'

local call = redis.call
local lease_key = KEYS[1]
local run = ARGV[1]

if call('GET', lease_key) ~= run then
  return 'ended'
end
local words = {ARGV[2]}
for i = 2, #KEYS do
  words[#words + 1] = KEYS[i]
end
for i = 3, #ARGV do
  words[#words + 1] = ARGV[i]
end
call(unpack(words))
return 'written'
