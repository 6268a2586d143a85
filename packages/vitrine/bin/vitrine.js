#!/usr/bin/env node
// npm links this file when it installs, before anything is built; what it runs is made by the build.
import "../dist/cli/main.js";
