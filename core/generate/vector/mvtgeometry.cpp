// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/mvtgeometry.h"

namespace tuilerie::vector {

namespace {

constexpr uint32_t moveTo = 1;
constexpr uint32_t lineTo = 2;
constexpr uint32_t closePath = 7;

uint32_t command(uint32_t id, size_t count)
{
    return uint32_t(count) << 3 | id;
}
uint32_t zigzag(int32_t value)
{
    return (uint32_t(value) << 1) ^ uint32_t(value >> 31);
}

class Pen
{
public:
    explicit Pen(std::vector<uint32_t> &commands)
        : m_commands(commands)
    {
    }

    void move(const Vertex &v)
    {
        m_commands.push_back(zigzag(v.x - m_x));
        m_commands.push_back(zigzag(v.y - m_y));
        m_x = v.x;
        m_y = v.y;
    }
    void path(std::span<const Vertex> part, bool close)
    {
        m_commands.push_back(command(moveTo, 1));
        move(part[0]);
        m_commands.push_back(command(lineTo, part.size() - 1));
        for (const Vertex &v : part.subspan(1))
            move(v);
        if (close)
            m_commands.push_back(command(closePath, 1));
    }
    void points(std::span<const Vertex> points)
    {
        m_commands.push_back(command(moveTo, points.size()));
        for (const Vertex &v : points)
            move(v);
    }

private:
    std::vector<uint32_t> &m_commands;
    int32_t m_x = 0;
    int32_t m_y = 0;
};

} // namespace

void appendCommands(
    const Geometry &geometry, Shape shape, const std::vector<std::vector<size_t>> &order, std::vector<uint32_t> &commands)
{
    if (geometry.isEmpty())
        return;
    Pen pen(commands);
    if (shape == Shape::Point) {
        pen.points(geometry.vertices);
    } else if (shape == Shape::Line) {
        for (size_t i = 0; i < geometry.parts(); ++i)
            if (geometry.part(i).size() >= 2)
                pen.path(geometry.part(i), false);
    } else {
        for (const auto &group : order)
            for (const size_t part : group)
                pen.path(geometry.part(part), true);
    }
}

} // namespace tuilerie::vector
