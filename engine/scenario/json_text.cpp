// SPDX-License-Identifier: Apache-2.0
/// Builds values and their lines from the events of nlohmann's parser.
///
/// The parser tells events but not places. It reads through an iterator that leaves behind how far
/// it has come, so the line of an event is that of the last character read which is not blank:
/// after a number the parser has looked one character ahead, and that one may be a line break.
#include "engine/scenario/json_text.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <utility>

#include "engine/scenario/canonical_text.hpp"
#include "engine/scenario/json_pointer.hpp"
#include "engine/scenario/syntax_fault.hpp"

namespace entente {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Reads characters and leaves the position behind for the one who receives the events.
class Reading {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Reading(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  Reading& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  Reading operator++(int) {
    const Reading before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Reading& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

/// An open container. Members are gathered beside the object and moved into it when it closes: a
/// growing object of nlohmann's ordered kind copies its members, for their keys are const.
struct Frame {
  bool is_object = false;
  Origins origins;
  std::vector<std::string> keys;
  std::vector<Json> values;
};

/// Receives the events. The names of its public functions are the parser's.
class Builder {
 public:
  Builder(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  const char** reached() { return &reached_; }
  ParsedSoFar& so_far() { return so_far_; }

  JsonText result() {
    const auto by_line = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(duplicates_.begin(), duplicates_.end(), by_line);
    JsonText result{std::move(root_), std::move(root_origins_), {}};
    for (auto& [line, fault] : duplicates_) result.duplicates.push_back(std::move(fault));
    return result;
  }

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(Json::number_integer_t value) { return number(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return number(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return number(value); }
  bool string(std::string& value) { return scalar(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // never comes from text

  bool key(std::string& value) {
    advance(ParsedSoFar::Last::kKey);
    so_far_.key = value;
    top().keys.push_back(std::move(value));
    return true;
  }

  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }

  bool end_object() {
    advance(ParsedSoFar::Last::kOtherValue);
    Frame& frame = top();
    drop_duplicates(frame);
    Json value = Json::object();
    auto& members = value.get_ref<Json::object_t&>();
    members.reserve(frame.keys.size());
    for (std::size_t i = 0; i < frame.keys.size(); ++i) {
      members.emplace_back(std::move(frame.keys[i]), std::move(frame.values[i]));
    }
    return close(std::move(value));
  }

  bool end_array() {
    advance(ParsedSoFar::Last::kOtherValue);
    Json value = Json::array();
    auto& elements = value.get_ref<Json::array_t&>();
    elements.reserve(top().values.size());
    std::move(top().values.begin(), top().values.end(), std::back_inserter(elements));
    return close(std::move(value));
  }

  template <typename Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;  // the words are ours: see syntax_fault
  }

 private:
  Frame& top() { return frames_[depth_ - 1]; }

  /// Notes the token just read.
  void advance(ParsedSoFar::Last last) {
    std::size_t start = so_far_.end;
    while (is_blank(text_[start]) || text_[start] == ',' || text_[start] == ':') ++start;
    std::size_t end = static_cast<std::size_t>(reached_ - text_.data());
    if (last == ParsedSoFar::Last::kNumber && (text_[end - 1] < '0' || text_[end - 1] > '9')) {
      --end;  // a number ends in a digit, so this is the look-ahead
    }
    line_ += static_cast<std::uint32_t>(
        std::count(text_.data() + so_far_.end, text_.data() + end, '\n'));
    so_far_.last = last;
    so_far_.start = start;
    so_far_.end = end;
  }

  Origins here() const { return Origins{.source = 0, .line = line_, .children = {}}; }

  template <typename Number>
  bool number(Number value) {
    advance(ParsedSoFar::Last::kNumber);
    place(value, here());
    return true;
  }

  template <typename Value>
  bool scalar(Value&& value) {
    advance(ParsedSoFar::Last::kOtherValue);
    place(std::forward<Value>(value), here());
    return true;
  }

  bool open(bool is_object) {
    advance(ParsedSoFar::Last::kOpening);
    so_far_.too_deep = depth_ == kDeepestNesting;
    if (so_far_.too_deep) return false;
    so_far_.open += is_object ? '}' : ']';
    if (depth_ == frames_.size()) frames_.emplace_back();
    ++depth_;
    top().is_object = is_object;
    top().origins = here();
    top().keys.clear();
    top().values.clear();
    return true;
  }

  bool close(Json value) {
    Origins origins = std::move(top().origins);
    origins.children.shrink_to_fit();
    so_far_.open.pop_back();
    --depth_;
    if (depth_ > 0 && top().is_object) so_far_.key = top().keys.back();
    place(std::move(value), std::move(origins));
    return true;
  }

  void place(Json value, Origins origins) {
    if (depth_ == 0) {
      root_ = std::move(value);
      root_origins_ = std::move(origins);
    } else {
      top().values.push_back(std::move(value));
      top().origins.children.push_back(std::move(origins));
    }
  }

  /// Leaves the first of the members with one key and a fault for each of the others.
  void drop_duplicates(Frame& frame) {
    const std::vector<std::string>& keys = frame.keys;
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    std::vector<bool> surplus(keys.size(), false);
    bool any = false;
    std::size_t first = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (keys[order[i]] != keys[order[first]]) {
        first = i;
      } else {
        any = surplus[order[i]] = true;
        add_duplicate(frame, order[first], order[i]);
      }
    }
    if (!any) return;
    const auto keep = [&](auto& of) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < surplus.size(); ++i) {
        if (surplus[i]) continue;
        if (kept != i) of[kept] = std::move(of[i]);
        ++kept;
      }
      of.resize(kept);
    };
    keep(frame.keys);
    keep(frame.values);
    keep(frame.origins.children);
  }

  void add_duplicate(const Frame& frame, std::size_t first, std::size_t again) {
    std::string pointer;
    for (std::size_t i = 0; i + 1 < depth_; ++i) {
      const Frame& outer = frames_[i];
      pointer += '/' + (outer.is_object ? pointer_step(outer.keys.back())
                                        : std::to_string(outer.values.size()));
    }
    pointer += '/' + pointer_step(frame.keys[again]);
    const auto line_of = [&](std::size_t i) { return frame.origins.children[i].line; };
    const std::uint32_t line = line_of(again);
    duplicates_.emplace_back(line, Fault{.place = std::string(name_) + ':' + std::to_string(line),
                                         .pointer = std::move(pointer),
                                         .what = "the key " + canonical_text(frame.keys[again]) +
                                                 " stands twice in one object",
                                         .remedy = "remove one; the first is on line " +
                                                   std::to_string(line_of(first))});
  }

  std::string_view name_;
  std::string_view text_;
  const char* reached_ = text_.data();
  ParsedSoFar so_far_;
  std::uint32_t line_ = 1;
  std::vector<Frame> frames_;  ///< the first `depth_` are open; the others keep their memory
  std::size_t depth_ = 0;
  std::vector<std::pair<std::uint32_t, Fault>> duplicates_;
  Json root_;
  Origins root_origins_;
};

}  // namespace

JsonText parse_json(std::string_view name, std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  // The parser would take a zero byte for the end of the text.
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos) throw InputError(byte_fault(name, text, zero));

  Builder builder(name, text);
  const Reading begin(text.data(), builder.reached());
  const Reading end(text.data() + text.size(), builder.reached());
  if (!Json::sax_parse(begin, end, &builder)) {
    throw InputError(syntax_fault(name, text, builder.so_far()));
  }
  return builder.result();
}

}  // namespace entente
