namespace Stopinator.Docs.Tests;

internal sealed class UrlProbe(HttpClient http, string path) : IReadinessProbe
{
    public string Name => $"GET {path}";

    public async ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"http://{instance.PrivateIpAddress}{path}"), cancellationToken);
        return answer.IsSuccessStatusCode ? Readiness.Ready : Readiness.NotYet($"{path} answers {(int)answer.StatusCode}");
    }
}
