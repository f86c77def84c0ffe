using Stopinator.Lambda;
//#if (sourced)
using Stopinator.Scheduling.Sources;
//#endif

// Inside Lambda this answers events until Lambda ends it; anywhere else it is a command that runs once, e.g. with --dry-run.
// Its configuration are the environment variables STOPINATOR_*: those in infra/ there, of launchSettings.json here.
//#if (sourced)
return await StopinatorFunction.RunAsync(args, schedules: new ScheduleSources());
//#else
return await StopinatorFunction.RunAsync(args);
//#endif
