// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/warpgrid.h"

namespace tuilerie {

namespace {

constexpr int step = 8;

bool isFinite(Point p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

} // namespace

Point WarpGrid::framePoint(double column, double row) const
{
    return {m_frame.extent.west + m_frame.extent.width() * column / m_frame.width,
        m_frame.extent.north - m_frame.extent.height() * row / m_frame.height};
}

Result<WarpGrid> WarpGrid::create(const MapFrame &frame, const Crs &target)
{
    WarpGrid grid(frame);
    if (frame.crs.isSameAs(target)) {
        grid.m_identity = true;
        grid.m_resolution = std::sqrt(frame.extent.width() / frame.width * (frame.extent.height() / frame.height));
        grid.m_reach = frame.extent;
        return grid;
    }
    TUILERIE_TRY(transform, CrsTransform::create(frame.crs, target));
    grid.m_transform.emplace(std::move(transform));
    grid.m_identity = grid.m_transform->isIdentity();
    grid.m_columns = (frame.width + step - 1) / step;
    grid.m_rows = (frame.height + step - 1) / step;
    for (int j = 0; j <= grid.m_rows; ++j)
        for (int i = 0; i <= grid.m_columns; ++i)
            grid.m_nodes.push_back(grid.framePoint(i * step, j * step));
    grid.m_transform->forward(grid.m_nodes);
    grid.measure();
    return grid;
}

void WarpGrid::measure()
{
    std::vector<Point> centres;
    for (int j = 0; j < m_rows; ++j)
        for (int i = 0; i < m_columns; ++i)
            centres.push_back(framePoint((i + 0.5) * step, (j + 0.5) * step));
    m_transform->forward(centres);

    m_exact.assign(centres.size(), 0);
    std::vector<double> sizes;
    bool any = false;
    const auto reach = [this, &any](Point p) {
        if (!any)
            m_reach = {p.x, p.y, p.x, p.y};
        m_reach = {std::min(m_reach.west, p.x), std::min(m_reach.south, p.y), std::max(m_reach.east, p.x),
            std::max(m_reach.north, p.y)};
        any = true;
    };
    for (int j = 0; j < m_rows; ++j) {
        for (int i = 0; i < m_columns; ++i) {
            const size_t cell = size_t(j) * size_t(m_columns) + size_t(i);
            const size_t at = size_t(j) * size_t(m_columns + 1) + size_t(i);
            const Point corners[4] = {
                m_nodes[at], m_nodes[at + 1], m_nodes[at + size_t(m_columns) + 1], m_nodes[at + size_t(m_columns) + 2]};
            const Point centre = centres[cell];
            bool all = isFinite(centre);
            if (all)
                reach(centre);
            for (const Point &corner : corners) {
                if (isFinite(corner))
                    reach(corner);
                else
                    all = false;
            }
            if (!all) {
                m_exact[cell] = 1;
                continue;
            }
            const double size = std::sqrt(std::abs((corners[3].x - corners[0].x) * (corners[2].y - corners[1].y)
                                              - (corners[3].y - corners[0].y) * (corners[2].x - corners[1].x))
                                    / 2)
                / step;
            const double error = std::hypot((corners[0].x + corners[1].x + corners[2].x + corners[3].x) / 4 - centre.x,
                (corners[0].y + corners[1].y + corners[2].y + corners[3].y) / 4 - centre.y);
            m_exact[cell] = !(error <= 0.1 * size);
            sizes.push_back(size);
        }
    }
    if (sizes.empty())
        return;
    const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    m_resolution = *middle;
}

void WarpGrid::row(int y, std::vector<Point> &out) const
{
    out.resize(size_t(m_frame.width));
    if (!m_transform) {
        for (int x = 0; x < m_frame.width; ++x)
            out[size_t(x)] = framePoint(x + 0.5, y + 0.5);
        return;
    }
    const int j = y / step;
    const double v = (y + 0.5 - j * step) / step;
    for (int i = 0; i < m_columns; ++i) {
        const int first = i * step;
        const int last = std::min(first + step, m_frame.width);
        if (m_exact[size_t(j) * size_t(m_columns) + size_t(i)]) {
            for (int x = first; x < last; ++x)
                out[size_t(x)] = framePoint(x + 0.5, y + 0.5);
            m_transform->forward(std::span(out).subspan(size_t(first), size_t(last - first)));
            continue;
        }
        const Point *top = &m_nodes[size_t(j) * size_t(m_columns + 1) + size_t(i)];
        const Point *bottom = top + m_columns + 1;
        const Point left{top[0].x + v * (bottom[0].x - top[0].x), top[0].y + v * (bottom[0].y - top[0].y)};
        const Point right{top[1].x + v * (bottom[1].x - top[1].x), top[1].y + v * (bottom[1].y - top[1].y)};
        for (int x = first; x < last; ++x) {
            const double u = (x + 0.5 - first) / step;
            out[size_t(x)] = {left.x + u * (right.x - left.x), left.y + u * (right.y - left.y)};
        }
    }
}

} // namespace tuilerie
