using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Stopinator;

namespace ObserversSample;

/// <summary>Sends the outcome of each instance to an SQS queue, as a message of JSON.</summary>
internal sealed class QueueObserver(IAmazonSQS sqs, string queueUrl) : IPowerObserver
{
    public ValueTask<ObserverAnswer> BeforeAsync(InstanceDecision decision, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ObserverAnswer.Proceed);

    public async ValueTask AfterAsync(InstanceOutcome outcome, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Serialize(new
        {
            instanceId = outcome.InstanceId,
            name = outcome.Name,
            action = outcome.Action.ToString(),
            outcome = outcome.Outcome.ToString(),
            isSuccess = outcome.IsSuccess,
            message = outcome.Message,
        });
        await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = message }, cancellationToken);
    }
}
