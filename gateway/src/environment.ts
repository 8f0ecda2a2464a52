// Read by @apollo/gateway when it is made: without it, figures about every request would go to its maker.
process.env.APOLLO_TELEMETRY_DISABLED = '1';
