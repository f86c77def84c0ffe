using System.Net;
using Stopinator;

namespace ObserversSample;

/// <summary>Takes an instance out of a load balancer before it stops, and puts it back when it runs again.</summary>
internal sealed class DrainObserver(HttpClient balancer) : IPowerObserver
{
    public async ValueTask<ObserverAnswer> BeforeAsync(InstanceDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Action != PowerAction.Stop)
        {
            return ObserverAnswer.Proceed;
        }

        using var answer = await PutAsync($"targets/{decision.InstanceId}/drain", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            return ObserverAnswer.Hold("It is the last one that serves requests.");
        }

        answer.EnsureSuccessStatusCode();
        return ObserverAnswer.Proceed;
    }

    public async ValueTask AfterAsync(InstanceOutcome outcome, CancellationToken cancellationToken)
    {
        // What was started serves requests. What was not stopped, because EC2 refused or another observer held it, serves them again.
        var runs = outcome.Action == PowerAction.Start ? outcome.Outcome == Outcome.Reached : outcome.StateSeen == PowerState.Running;
        if (runs)
        {
            using var answer = await PutAsync($"targets/{outcome.InstanceId}/serve", cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private Task<HttpResponseMessage> PutAsync(string path, CancellationToken cancellationToken) =>
        balancer.PutAsync(new Uri(path, UriKind.Relative), content: null, cancellationToken);
}
