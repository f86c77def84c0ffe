using Stopinator.Lambda;

// Inside Lambda this answers events until Lambda ends it; anywhere else it is a command that runs once, e.g. with --dry-run.
// Its configuration are the environment variables STOPINATOR_*: those in infra/ there, of launchSettings.json here.
return await StopinatorFunction.RunAsync(args);
