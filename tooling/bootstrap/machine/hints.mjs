import { readFileSync } from "node:fs";

/** What will not work until a program is there, and exactly what to type to get it. */
export function explain(program) {
  const lacking = `${program.name} is missing, so ${program.without} will not work`;
  if (process.platform !== "linux") {
    if (program.linuxOnly)
      return `${lacking} on this system; everything else does. Use Linux, or a Linux container, for it.`;
    return `${lacking} until it is installed; everything else does.`;
  }
  return `${lacking} until you type: ${typeThis(program)}`;
}

function typeThis({ packages }) {
  const commands = {
    debian: `sudo apt-get update && sudo apt-get install -y ${packages.apt}`,
    fedora: `sudo dnf install -y ${packages.dnf}`,
    arch: `sudo pacman -S --noconfirm ${packages.pacman}`,
  };
  const family = linuxFamily();
  if (family !== undefined) return commands[family];
  return Object.entries(commands)
    .map(([name, command]) => `\n  ${name}: ${command}`)
    .join("");
}

function linuxFamily() {
  try {
    const words =
      readFileSync("/etc/os-release", "utf8")
        .match(/^(?:ID|ID_LIKE)=.*$/gm)
        ?.join(" ") ?? "";
    if (/debian|ubuntu/.test(words)) return "debian";
    if (/fedora|rhel/.test(words)) return "fedora";
    if (/arch/.test(words)) return "arch";
  } catch {
    // A system without os-release gets all three commands.
  }
  return undefined;
}
