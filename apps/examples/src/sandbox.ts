import { createClient } from "@platform/core";
import { createSandbox } from "@platform/sandbox";

// Lets a program work on a file where it can do no harm.
const client = createClient();
await using box = await createSandbox(client, { template: "python", labels: { example: "sandbox" } });
console.log(`${box.id} (${box.isolation})\n`);

const temperatures = { Oslo: [-4, -1, 3], Rome: [9, 12, 15], Quito: [14, 14, 13] };
const lines = Object.entries(temperatures).flatMap(([city, all]) => all.map((t) => `${city},${t}`));
await box.files.write("data/temperatures.csv", `city,celsius\n${lines.join("\n")}\n`);

const summary = `
import csv, json, statistics
cities = {}
for row in csv.DictReader(open("data/temperatures.csv")):
    cities.setdefault(row["city"], []).append(float(row["celsius"]))
json.dump({city: round(statistics.mean(all), 1) for city, all in cities.items()}, open("means.json", "w"))
print(len(cities), "cities")`;
console.log("python    ", (await box.runCode(summary)).stdout.trim());
console.log("means.json", (await box.files.read("means.json")).content);

const chart = `
import { readFile } from "node:fs/promises";
for (const [city, mean] of Object.entries(JSON.parse(await readFile("means.json", "utf8"))))
  console.log("          ", city.padEnd(6), "#".repeat(Math.max(0, Math.round(mean))));`;
console.log((await box.runCode(chart, { language: "javascript" })).stdout.trimEnd());

// What a program must not do, it cannot; what it must not take, it does not get.
const attempts = {
  "the network": "curl --max-time 2 http://example.com",
  "your files": "cat /etc/shadow",
  "the kernel's settings": "echo x > /proc/sys/kernel/core_pattern",
};
for (const [what, command] of Object.entries(attempts)) {
  const { exitCode } = await box.runCommand(command);
  console.log(`${what.padEnd(22)} exit code ${exitCode}`);
}
const endless = await box.runCode("while True: pass", { timeoutMs: 500 });
console.log(`an endless loop        ended after ${endless.durationMs} ms: ${endless.timedOut}`);
