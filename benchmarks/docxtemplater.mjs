// Writes contracts with docxtemplater the usual way: a new object for each. Every line on standard input is the
// number of contracts to write; every line on standard output tells the milliseconds that they took, as JSON.
// Use: node docxtemplater.mjs PACKAGES TEMPLATE.docx CONTEXTS.json LAST.docx
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [packages, template, contexts, last] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const source = readFileSync(template);
const all = JSON.parse(readFileSync(contexts, "utf-8"));
let next = 0;

function write() {
    const document = new Docxtemplater(new PizZip(source), { paragraphLoop: true, linebreaks: true });
    document.render(all[next++ % all.length]);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

for await (const line of createInterface({ input: process.stdin })) {
    const before = process.cpuUsage();
    const start = process.hrtime.bigint();
    let made;
    for (let count = Number(line); count > 0; count -= 1) {
        made = write();
    }
    const wall = Number(process.hrtime.bigint() - start) / 1e6;
    const { user, system } = process.cpuUsage(before);
    writeFileSync(last, made);
    console.log(JSON.stringify({ cpu: (user + system) / 1000, wall }));
}
