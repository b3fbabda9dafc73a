// One voice at a time. No browser reads what telephones send, so the box hands it over as WAV.

import { toast } from "./ask.js";

let stop = () => {};

export async function play(tape, address) {
  const isPlaying = tape.classList.contains("playing");
  stop();
  if (isPlaying) return;
  const speaker = new AudioContext();
  const mine = stop = () => {
    stop = () => {};
    tape.classList.remove("playing");
    speaker.close();
  };
  const done = () => { if (stop === mine) mine(); };
  tape.classList.add("playing");
  try {
    const source = speaker.createBufferSource();
    source.buffer = await sound(speaker, address);
    source.connect(speaker.destination);
    source.onended = done;
    if (stop === mine) source.start();
  } catch {
    done();
    toast("这一段放不出来：这台机器上没有 ffmpeg，或者它不是声音。");
  }
}

async function sound(speaker, address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return speaker.decodeAudioData(await answer.arrayBuffer());
}
