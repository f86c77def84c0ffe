using Stopinator.Lambda;
//#if (sourced)
using Stopinator.Scheduling.Sources;
//#endif

// In Lambda, the program answers events until Lambda ends it. Elsewhere it is a command that runs once, e.g. with --dry-run.
// The environment variables STOPINATOR_* configure the program: in Lambda those of infra/, here those of launchSettings.json.
//#if (sourced)
return await StopinatorFunction.RunAsync(args, schedules: new ScheduleSources());
//#else
return await StopinatorFunction.RunAsync(args);
//#endif
