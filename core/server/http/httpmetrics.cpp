// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpmetrics.h"

namespace tuilerie {

HttpMetrics::Service &HttpMetrics::service(const std::string &name)
{
    {
        const std::shared_lock lock(m_mutex);
        if (const auto found = m_services.find(name); found != m_services.end())
            return *found->second;
    }
    const std::unique_lock lock(m_mutex);
    auto &slot = m_services[name];
    if (!slot)
        slot = std::make_unique<Service>();
    return *slot;
}

void HttpMetrics::count(const std::string &name, int status, quint64 bytes, double seconds)
{
    Service &counts = service(name);
    counts.statuses[size_t(std::clamp(status, 0, 599))].fetch_add(1, std::memory_order_relaxed);
    counts.bytes.fetch_add(bytes, std::memory_order_relaxed);
    counts.nanoseconds.fetch_add(quint64(std::max(0.0, seconds) * 1e9), std::memory_order_relaxed);
    const size_t bucket = size_t(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
    counts.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
}

void HttpMetrics::add(
    const std::string &name, const std::string &help, const std::string &type, std::function<double()> value)
{
    const std::unique_lock lock(m_mutex);
    m_figures.push_back({name, help, type, std::move(value)});
}

QByteArray HttpMetrics::text() const
{
    const std::shared_lock lock(m_mutex);
    QByteArray out;
    const auto head = [&out](const char *name, const char *help, const char *type) {
        out += "# HELP " + QByteArray(name) + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    };
    const auto number = [](double value) { return QByteArray::number(value, 'g', 15); };

    head("tuilerie_http_requests_total", "Answered requests by service and status.", "counter");
    for (const auto &[name, counts] : m_services)
        for (size_t status = 0; status < counts->statuses.size(); ++status)
            if (const quint64 n = counts->statuses[status].load(std::memory_order_relaxed))
                out += "tuilerie_http_requests_total{service=\"" + QByteArray::fromStdString(name) + "\",status=\""
                    + QByteArray::number(qulonglong(status)) + "\"} " + QByteArray::number(n) + '\n';
    head("tuilerie_http_response_bytes_total", "Bytes of answered bodies by service.", "counter");
    for (const auto &[name, counts] : m_services)
        out += "tuilerie_http_response_bytes_total{service=\"" + QByteArray::fromStdString(name) + "\"} "
            + QByteArray::number(counts->bytes.load(std::memory_order_relaxed)) + '\n';
    head("tuilerie_http_request_duration_seconds", "Seconds from a request's head to its answer's end.", "histogram");
    for (const auto &[name, counts] : m_services) {
        const QByteArray label = "{service=\"" + QByteArray::fromStdString(name) + '"';
        quint64 total = 0;
        for (size_t i = 0; i <= bounds.size(); ++i) {
            total += counts->buckets[i].load(std::memory_order_relaxed);
            const QByteArray bound = i < bounds.size() ? number(bounds[i]) : QByteArray("+Inf");
            out += "tuilerie_http_request_duration_seconds_bucket" + label + ",le=\"" + bound + "\"} "
                + QByteArray::number(total) + '\n';
        }
        out += "tuilerie_http_request_duration_seconds_sum" + label + "} "
            + number(double(counts->nanoseconds.load(std::memory_order_relaxed)) / 1e9) + '\n';
        out += "tuilerie_http_request_duration_seconds_count" + label + "} " + QByteArray::number(total) + '\n';
    }
    for (const Figure &figure : m_figures) {
        head(figure.name.c_str(), figure.help.c_str(), figure.type.c_str());
        out += QByteArray::fromStdString(figure.name) + ' ' + number(figure.value()) + '\n';
    }
    return out;
}

} // namespace tuilerie
