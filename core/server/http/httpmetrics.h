// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

namespace tuilerie {

/// Counts of what a server answered, as /metrics gives them (Prometheus text exposition format 0.0.4): requests by service
/// and status, bytes, and a histogram of seconds by service. Thread-safe.
class HttpMetrics
{
public:
    void count(const std::string &service, int status, quint64 bytes, double seconds);
    /// A figure of somebody else's, asked for at each text(): "tuilerie_cache_hits_total", "counter" or "gauge".
    void add(const std::string &name, const std::string &help, const std::string &type, std::function<double()> value);
    QByteArray text() const;

private:
    static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};
    struct Service
    {
        std::array<std::atomic<quint64>, 600> statuses{};
        std::array<std::atomic<quint64>, bounds.size() + 1> buckets{};
        std::atomic<quint64> bytes{0};
        std::atomic<quint64> nanoseconds{0};
    };
    struct Figure
    {
        std::string name, help, type;
        std::function<double()> value;
    };
    Service &service(const std::string &name);

    mutable std::shared_mutex m_mutex;
    std::map<std::string, std::unique_ptr<Service>, std::less<>> m_services;
    std::vector<Figure> m_figures;
};

} // namespace tuilerie
